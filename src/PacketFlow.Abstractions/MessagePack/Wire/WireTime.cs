using System.Globalization;

namespace PacketFlow.MessagePack;

/// <summary>Between <see cref="DateTime"/> and a timestamp's seconds and nanoseconds.</summary>
internal static class WireTime
{
    public const long MinSeconds = -62_135_596_800;
    public const long MaxSeconds = 253_402_300_799;
    public const uint MaxNanoseconds = 999_999_999;
    private const int NanosecondsPerTick = 100;

    public static DateTime ToDateTime(long seconds, uint nanoseconds) =>
        DateTime.UnixEpoch.AddTicks(seconds * TimeSpan.TicksPerSecond + nanoseconds / NanosecondsPerTick);

    public static (long Seconds, uint Nanoseconds) FromDateTime(DateTime utc)
    {
        // Floor division, since the nanoseconds count forward before 1970 too.
        long ticks = utc.Ticks - DateTime.UnixEpoch.Ticks;
        long seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out long rest);
        if (rest < 0)
        {
            seconds--;
            rest += TimeSpan.TicksPerSecond;
        }

        return (seconds, (uint)rest * NanosecondsPerTick);
    }

    /// <summary>With as many digits of the fraction as it needs, up to nine.</summary>
    public static string ToIso8601(long seconds, uint nanoseconds)
    {
        string whole = ToDateTime(seconds, 0).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        string fraction = nanoseconds == 0 ? "" : "." + nanoseconds.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
        return whole + fraction + "Z";
    }
}
