using System.Diagnostics;
using System.Globalization;

namespace PacketFlow.Bench;

/// <summary>What an event waits for while the lane of data flow is full: two clients over TCP, one with the load and one with the events.</summary>
internal static class LanesPart
{
    private const int Loaders = 256;
    private const int SpinMicroseconds = 500;
    private const int Events = 1000;
    private const int WarmEvents = 2000;
    private const double Late = 0.99;
    private const double MillisecondsBeyond = 5;

    private static readonly Element<int, int> Notify = new(AtomGroup.Ed, "notify");
    private static readonly Element<int, int> Spin = new(AtomGroup.Df, "spin");

    public static void Run(ReactorTable table)
    {
        if (!table.AgainstItself)
        {
            RunAsync(table).GetAwaiter().GetResult();
        }
    }

    private static async Task RunAsync(ReactorTable table)
    {
        using var server = Server.PacketFlow();
        string address = string.Create(CultureInfo.InvariantCulture, $"tcp://127.0.0.1:{server.PortOf("tcp")}");
        await using PacketFlowClient events = await PacketFlowClient.ConnectAsync(address);
        await using PacketFlowClient load = await PacketFlowClient.ConnectAsync(address);
        await LateAsync(events, WarmEvents);

        double idle = await LateAsync(events, Events);
        using var enough = new CancellationTokenSource();
        long start = Stopwatch.GetTimestamp();
        Task<int>[] loaders = [.. Enumerable.Range(0, Loaders).Select(_ => LoadAsync(load, enough.Token))];
        await LateAsync(events, Events / 4);
        double busy = await LateAsync(events, Events);
        await enough.CancelAsync();
        double work = (await Task.WhenAll(loaders)).Sum() * SpinMicroseconds / 1e6;
        double share = work / (Stopwatch.GetElapsedTime(start).TotalSeconds * Environment.ProcessorCount);

        table.Figure($"ed:notify, p99 ms, while {Loaders} callers of df:spin keep all cores busy (beside it: idle)", Table.Number(busy, 2), Table.Number(idle, 2));
        table.Figure("... and how much of all cores' time df:spin had meanwhile", $"{ReactorTable.Whole(share * 100)} %");
        table.Table.Ratio("ed:notify beside a full df lane, p99 ms beyond an idle reactor's", busy - idle, MillisecondsBeyond);
    }

    private static async Task<double> LateAsync(PacketFlowClient client, int events)
    {
        double[] milliseconds = new double[events];
        for (int i = 0; i < events; i++)
        {
            await Task.Delay(1);
            long start = Stopwatch.GetTimestamp();
            await client.SubmitAsync(Notify, i);
            milliseconds[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(milliseconds);
        return milliseconds[(int)(events * Late)];
    }

    private static async Task<int> LoadAsync(PacketFlowClient client, CancellationToken enough)
    {
        int done = 0;
        for (; !enough.IsCancellationRequested; done++)
        {
            await client.SubmitAsync(Spin, SpinMicroseconds, CancellationToken.None);
        }

        return done;
    }
}
