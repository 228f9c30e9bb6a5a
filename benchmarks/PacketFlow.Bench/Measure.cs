using System.Diagnostics;

namespace PacketFlow.Bench;

/// <summary>
/// Times contenders in turn within one run, so that what the machine does beside them falls on all alike, and takes each one's median.
/// </summary>
internal static class Measure
{
    private const int Rounds = 15;

    /// <summary>Nanoseconds and allocated bytes of one operation of each contender; an action runs the operation so many times.</summary>
    public static Figures[] Interleaved(int operations, params Action<int>[] contenders)
    {
        // Long enough for the tiered compiler to be done with all of them.
        foreach (Action<int> contender in contenders)
        {
            for (int i = 0; i < 40; i++)
            {
                contender(operations / 10);
                if (i % 10 == 9)
                {
                    Thread.Sleep(120);
                }
            }
        }

        double[][] nanoseconds = [.. contenders.Select(static _ => new double[Rounds])];
        double[] bytes = new double[contenders.Length];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < contenders.Length; i++)
            {
                long allocated = GC.GetAllocatedBytesForCurrentThread();
                long start = Stopwatch.GetTimestamp();
                contenders[i](operations);
                nanoseconds[i][round] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / operations;
                bytes[i] = (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)operations;
            }
        }

        return [.. nanoseconds.Select((times, i) => new Figures(Median(times), bytes[i]))];
    }

    /// <summary>The middle value.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    /// <summary>One operation's cost.</summary>
    public readonly record struct Figures(double Nanoseconds, double Bytes);
}
