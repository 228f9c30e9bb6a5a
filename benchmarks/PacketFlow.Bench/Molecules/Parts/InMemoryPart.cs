using System.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace PacketFlow.Bench;

/// <summary>What the engine adds to a step beyond the bare call and the journal's own records, and whether that grows with the plan.</summary>
internal static class InMemoryPart
{
    private const int Rounds = 15;
    private const int WarmUps = 6;
    private const int StepsARound = 20_000;

    public static async Task RunAsync(Table table, string folder)
    {
        var journal = new CountingJournal();
        using IHost host = await BenchHost.StartAsync("memory", journal).ConfigureAwait(false);
        string[] names = ["chain100", "chain1000", "fan100", "fan1000"];
        Shape[] shapes = [.. names.Select(name => new Shape(host.Client(), journal, name))];
        for (int round = -WarmUps; round < Rounds; round++)
        {
            foreach (Shape shape in shapes)
            {
                await shape.RoundAsync(isCounted: round >= 0).ConfigureAwait(false);
            }
        }

        foreach (Shape shape in shapes)
        {
            table.Row($"{shape.Name}, bare calls", Micros(shape.Bare), "", Table.Number(1e9 / shape.Bare, 0));
            table.Row($"{shape.Name}, in memory", Micros(shape.Run), Table.Number(shape.Bytes + shape.Kept, 0), Table.Number(1e9 / shape.Run, 0));
            table.Row($"{shape.Name}, of that the journal's records", "", Table.Number(shape.Kept, 0), "");
        }

        foreach (Shape shape in new[] { shapes[1], shapes[3] })
        {
            table.Ratio($"{shape.Name}, microseconds a step beyond the bare call", (shape.Run - shape.Bare) / 1000, 2);
            table.Ratio($"{shape.Name}, bytes a step without the journal's records", shape.Bytes, 300);
        }

        table.Ratio("a chain of 1,000 to one of 100, a step", shapes[1].Run / shapes[0].Run, 1.5);
        table.Ratio("a fan of 1,000 to one of 100, a step", shapes[3].Run / shapes[2].Run, 1.5);
        await host.StopAsync().ConfigureAwait(false);
    }

    private static string Micros(double nanoseconds) => $"{Table.Number(nanoseconds / 1000, 3)} us";

    /// <summary>One molecule: what its runs cost, in turn with bare calls of the same steps.</summary>
    private sealed class Shape(IPacketFlowClient client, CountingJournal journal, string name)
    {
        private readonly BenchMolecule _molecule = BenchModule.Find(name);
        private readonly BareCall _bareCall = new();
        private readonly List<double> _run = [], _bare = [], _bytes = [], _kept = [];

        public string Name => name;

        /// <summary>Nanoseconds a step.</summary>
        public double Run => Measure.Median(_run);

        public double Bare => Measure.Median(_bare);

        /// <summary>Bytes a step that are not the journal's.</summary>
        public double Bytes => Measure.Median(_bytes);

        public double Kept => Measure.Median(_kept);

        public async Task RoundAsync(bool isCounted)
        {
            var molecule = new Molecule<int, FlowValue>(_molecule);
            int runs = StepsARound / _molecule.Plan.Steps.Count;
            long kept = journal.Bytes, allocated = GC.GetTotalAllocatedBytes(precise: true), start = Stopwatch.GetTimestamp();
            for (int run = 0; run < runs; run++)
            {
                await client.RunAsync(molecule, 1).ConfigureAwait(false);
            }

            double nanoseconds = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
            allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
            kept = journal.Bytes - kept;
            start = Stopwatch.GetTimestamp();
            for (int run = 0; run < runs; run++)
            {
                _bareCall.Chain(_molecule.Handlers, 1);
            }

            double bare = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
            if (isCounted)
            {
                _run.Add(nanoseconds / StepsARound);
                _bare.Add(bare / StepsARound);
                _bytes.Add((allocated - kept) / (double)StepsARound);
                _kept.Add(kept / (double)StepsARound);
            }
        }
    }
}
