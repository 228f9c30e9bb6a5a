using System.Diagnostics;

namespace PacketFlow.Bench;

/// <summary>A group of connections and the thread that drives them.</summary>
internal sealed class LoadThread(LoadConnection[] connections, TimeSpan time, bool latencies)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Replies per second, after the first fifth of the time.</summary>
    public double Rate { get; private set; }

    public long Replies { get; private set; }

    public List<double> Microseconds { get; } = new(latencies ? 1 << 20 : 0);

    public Exception? Failure { get; private set; }

    public void Run()
    {
        try
        {
            using var epoll = new Epoll();
            for (int i = 0; i < connections.Length; i++)
            {
                epoll.Watch(connections[i].Socket, i);
                connections[i].Start();
            }

            Drive(epoll);
            while (connections.Any(static connection => connection.InFlight > 0))
            {
                Turn(epoll, again: false);
            }
        }
        catch (Exception failure)
        {
            Failure = failure;
        }
    }

    private void Drive(Epoll epoll)
    {
        long start = Stopwatch.GetTimestamp(), counted = 0, before = 0;
        while (true)
        {
            Turn(epoll, again: true);
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            if (counted == 0 && elapsed > time / 5)
            {
                counted = Stopwatch.GetTimestamp();
                before = Replies;
                Microseconds.Clear();
            }
            else if (elapsed > time)
            {
                Rate = (Replies - before) / Stopwatch.GetElapsedTime(counted).TotalSeconds;
                return;
            }
        }
    }

    private void Turn(Epoll epoll, bool again)
    {
        // One connection needs no telling which of them has something.
        if (connections.Length == 1)
        {
            Turn(connections[0], again);
            return;
        }

        int ready = epoll.Wait(Patience);
        for (int i = 0; i < ready; i++)
        {
            Turn(connections[epoll[i]], again);
        }
    }

    private void Turn(LoadConnection connection, bool again)
    {
        int replies = connection.Turn(again);
        Replies += replies;
        if (latencies && replies > 0)
        {
            Microseconds.Add(connection.LastLatency.TotalMicroseconds);
        }
    }
}
