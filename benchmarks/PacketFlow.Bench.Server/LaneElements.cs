using System.Diagnostics;

namespace PacketFlow.Bench;

/// <summary>Work that fills a lane, and work that must not wait for it.</summary>
public static class LaneElements
{
    /// <summary>Keeps a core busy.</summary>
    [Element("df", "spin", TimeoutSeconds = 30, Idempotent = true)]
    public static int Spin(int microseconds)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalMicroseconds < microseconds)
        {
        }

        return microseconds;
    }

    /// <summary>Answers at once.</summary>
    [Element("ed", "notify", Idempotent = true)]
    public static int Notify(int number) => number;
}
