using System.Globalization;

namespace PacketFlow.Time;

/// <summary>Seconds as people write them, in words and in code.</summary>
internal static class Seconds
{
    private const double MostWithoutExponent = 1e15;

    public static string Text(double seconds) =>
        seconds.ToString(seconds < MostWithoutExponent ? "0.###" : "R", CultureInfo.InvariantCulture);
}
