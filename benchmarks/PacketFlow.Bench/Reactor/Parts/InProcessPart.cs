using System.Globalization;

namespace PacketFlow.Bench;

/// <summary>From submit to result without a wire, in a host of its own.</summary>
internal static class InProcessPart
{
    private const double WantedMicroseconds = 1.2;
    private const double WantedRate = 1_500_000;
    private const double WantedBytes = 64;

    public static void Run(ReactorTable table)
    {
        using var host = ChildProcess.Start(Programs.Server, pinned: false, "inprocess");
        Dictionary<string, double> figures = host.Read("ok").Split(' ').Skip(1).Select(static word => word.Split('='))
            .ToDictionary(static pair => pair[0], static pair => double.Parse(pair[1], CultureInfo.InvariantCulture));
        double codecBytes = figures["codec_bytes"], one = figures["one_ns"] / 1000, rate = figures["many_rate"];
        table.Figure("in process: codec and work alone, ns / bytes", $"{Table.Number(figures["codec_ns"], 0)} / {Table.Number(codecBytes, 0)}");
        table.Figure("in process: one caller, mean us / bytes", $"{Table.Number(one, 2)} / {Table.Number(figures["one_bytes"], 0)}");
        table.Figure("in process: 1,024 in flight / bytes", $"{ReactorTable.Thousands(rate)} / {Table.Number(figures["many_bytes"], 0)}");
        table.Table.Ratio("in process, one caller, us from submit to result", one, WantedMicroseconds);
        table.AtLeast("in process, 1,024 in flight", rate, WantedRate);
        table.Table.Ratio("in process, one caller, bytes beyond the payload's", figures["one_bytes"] - codecBytes, WantedBytes);
        table.Table.Ratio("in process, 1,024 in flight, bytes beyond the payload's", figures["many_bytes"] - codecBytes, WantedBytes);
    }
}
