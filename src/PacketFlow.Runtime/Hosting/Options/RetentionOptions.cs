using System.Globalization;

namespace PacketFlow.Hosting;

/// <summary>Key <c>Retention</c>: how long runs that are over are kept.</summary>
internal static class RetentionOptions
{
    public static readonly TimeSpan Default = TimeSpan.FromDays(7);

    private const string Infinite = "infinite";
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Most = TimeSpan.FromDays(36_500);

    public static TimeSpan Read(OptionsReader reader) => reader.Value(
        "Retention", "7.00:00:00", "`DAYS.HH:MM:SS` from 00:01:00 to 36500.00:00:00, or `infinite`", Default, TryRead);

    private static bool TryRead(string text, out TimeSpan time)
    {
        if (text.Equals(Infinite, StringComparison.OrdinalIgnoreCase))
        {
            time = Timeout.InfiniteTimeSpan;
            return true;
        }

        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out time) && time >= Least && time <= Most;
    }
}
