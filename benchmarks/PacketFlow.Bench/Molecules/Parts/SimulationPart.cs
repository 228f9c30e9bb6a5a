using System.Diagnostics;
using PacketFlow.Molecules.Simulation;

namespace PacketFlow.Bench;

/// <summary>How long the simulated worlds of the tests take.</summary>
internal static class SimulationPart
{
    private const int Seeds = 10_000;
    private const double MostSeconds = 120;

    public static Task RunAsync(Table table, string folder)
    {
        long start = Stopwatch.GetTimestamp();
        int same = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            same += new SimWorld(seed, SimBug.None).Run() == new SimWorld(seed, SimBug.None).Run() ? 1 : 0;
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        table.Row("10,000 simulated worlds, each twice", $"{Table.Number(seconds, 1)} s", "", Table.Number(Seeds / seconds, 0));
        table.Ratio("seconds for 10,000 worlds, each twice", seconds, MostSeconds);
        table.Ratio("worlds of them that went another way the second time", Seeds - same, 0);
        return Task.CompletedTask;
    }
}
