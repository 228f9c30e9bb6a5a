using System.Globalization;

namespace PacketFlow.Time;

/// <summary>Seconds as people write them, in words and in code.</summary>
internal static class Seconds
{
    public static string Text(double seconds) => seconds.ToString("0.###", CultureInfo.InvariantCulture);
}
