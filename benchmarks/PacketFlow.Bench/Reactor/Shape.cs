using System.Globalization;

namespace PacketFlow.Bench;

/// <summary>So many connections with so many requests in flight on each.</summary>
internal readonly record struct Shape(int Connections, int InFlight)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Connections} x {InFlight}");
}
