using Microsoft.Extensions.DependencyInjection;
using PacketFlow.Client;
using PacketFlow.Transport;

namespace PacketFlow.Molecules;

/// <summary>What a host tells of its molecules to whoever asks.</summary>
public class MeasurementsTests
{
    [Fact]
    public async Task Host_tells_what_its_molecules_were_measured_to_do_beside_what_was_planned()
    {
        await using RunningHost host = await RunningHost.StartAsync(
            [], static (_, flow) => flow.Add(new PaymentModule()), new NumberHandler(AtomGroup.Df, "double", static (number, _) => ValueTask.FromResult(2 * number)));
        var advisor = host.Services.GetRequiredService<MoleculeAdvisor>();
        MoleculeMeasurement before = advisor.GetMeasurements().ShouldHaveSingleItem();
        foreach ((string id, int paid) in new[] { ("a", 8), ("b", -1) })
        {
            RunHandle<long> run = await host.Client.StartAsync(PaymentModule.Molecule, 21, id);
            await run.SignalAsync("Paid", paid);
            await foreach (RunEvent _ in run.TraceAsync())
            {
            }
        }

        await host.Client.StartAsync(PaymentModule.Molecule, 21, "c");
        await foreach (RunEvent one in host.Client.GetRun("c").TraceAsync())
        {
            if (one.Kind == RunEventKind.Waiting)
            {
                break;
            }
        }

        MoleculeMeasurement after = advisor.GetMeasurements().ShouldHaveSingleItem();

        (after.Molecule, after.Version).ShouldBe(("payment", 1));
        after.Steps.Select(static step => (step.Step, step.Done, step.Failed)).ShouldBe([("Double", 3, 0), ("Paid", 0, 0), ("Sum", 1, 1)]);
        BondMeasurement sum = after.Bonds.Single(static bond => bond is { From: "Double", To: "Sum" });
        (sum.Kind, sum.Frequency, sum.PlannedEnergy).ShouldBe((BondKind.Ionic, 2 / 3.0, 1.0));
        sum.Energy.ShouldBe(2 / 3.0, 1e-9);
        after.Bonds.Where(static bond => bond.From == "Paid" || bond.To == "Paid").ShouldAllBe(static bond => bond.Frequency == 1);
        before.Stability.ShouldBe(before.PlannedStability);
        after.PlannedStability.ShouldBe(PaymentModule.Molecule.Plan.Stability);
        after.PlannedBindingEnergy.ShouldBe(PaymentModule.Molecule.Plan.BindingEnergy);
        after.BindingEnergy.ShouldBe(after.Bonds.Sum(static bond => bond.Energy), 1e-9);
        after.Stability.ShouldBeLessThan(after.PlannedStability);
    }

    [Fact]
    public void Measurement_tells_what_its_steps_and_bonds_did()
    {
        var measurement = new MoleculeMeasurement("payment", 1)
        {
            Stability = 2.667,
            PlannedStability = 3,
            Steps = [new StepMeasurement("Double") { Done = 3, MeanTime = TimeSpan.FromMilliseconds(3) }, new StepMeasurement("Sum") { Done = 1, Failed = 1 }],
            Bonds = [new BondMeasurement(BondKind.Ionic, "Double", "Sum") { Frequency = 0.5, Energy = 0.5, PlannedEnergy = 1 }],
        };

        measurement.ToString().Split('\n').ShouldBe(
            ["payment/1: stability 2.67, planned 3.00", "  Double: 3 done, 0 failed, 3 ms", "  Sum: 1 done, 1 failed, 0 ms", "  Double -> Sum: 0.50, energy 0.50 of 1.00"]);
    }
}
