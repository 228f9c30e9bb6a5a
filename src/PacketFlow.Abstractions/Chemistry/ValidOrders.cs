using System.Numerics;

namespace PacketFlow.Chemistry;

/// <summary>In how many orders a molecule's steps can run.</summary>
/// <param name="Count">Their exact number, where it could be counted.</param>
/// <param name="Resonance">The logarithm of their number; where they were not counted, of a lower bound of it.</param>
internal sealed record ValidOrders(BigInteger? Count, double Resonance)
{
    public bool IsExact => Count is not null;
}
