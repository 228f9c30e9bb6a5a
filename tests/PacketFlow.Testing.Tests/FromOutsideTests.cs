using Shop.Orders;

namespace PacketFlow.Tests;

/// <summary>What comes to a run from outside is looked at before it counts: nothing could mend it afterwards.</summary>
public class FromOutsideTests
{
    private static readonly Order Tea = new("order-1", "Ada", [new Line("tea", 1, 4m)]);

    [Fact]
    public async Task Signal_of_another_type_is_refused_and_the_run_waits_on()
    {
        await using MoleculeHost host = await MoleculeHost.StartAsync(static flow => flow.AddElements());
        TestRun<Invoice> run = await host.StartAsync(OrderSaga.Molecule, Tea);

        var refusal = await Should.ThrowAsync<PacketFlowException>(() => run.SignalAsync(nameof(OrderSaga.Packed), 7));
        await run.SignalAsync(nameof(OrderSaga.Packed), "parcel-7");

        (refusal.Code, refusal.Message).ShouldBe(("PF003", "Signal Packed of order-saga/1 does not fit: expected string, got int"));
        (await run.GetResultAsync()).Parcel.ShouldBe("parcel-7");
    }

    [Fact]
    public async Task Input_of_another_shape_is_refused_and_no_run_begins()
    {
        await using MoleculeHost host = await MoleculeHost.StartAsync(static flow => flow.AddElements());
        var request = PacketCodec.Deserialize<FlowValue>(PacketCodec.FromJson("""{ "molecule": "order-saga", "run_id": "order-1", "input": { "id": 7 } }"""));

        var refusal = await Should.ThrowAsync<PacketFlowException>(() => host.Client.SubmitAsync("cf", "start", request).AsTask());

        refusal.Code.ShouldBe("PF003");
        refusal.Message.ShouldStartWith("The input of order-saga/1 does not fit: id: expected string, got int");
        (await host.StartAsync(OrderSaga.Molecule, Tea, "order-1")).Id.ShouldBe("order-1");
    }
}
