using PacketFlow.MessagePack;

namespace PacketFlow;

// Two values are equal when they say the same: neither the width of a number or of a length counts, nor the order of a map's members.
public readonly partial struct FlowValue
{
    /// <inheritdoc/>
    public bool Equals(FlowValue other) =>
        Bytes.SequenceEqual(other.Bytes) || WireCanonical.Of(Bytes).AsSpan().SequenceEqual(WireCanonical.Of(other.Bytes));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FlowValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(WireCanonical.Of(Bytes));
        return hash.ToHashCode();
    }

    /// <summary>Whether two values say the same.</summary>
    public static bool operator ==(FlowValue left, FlowValue right) => left.Equals(right);

    /// <summary>Whether two values differ.</summary>
    public static bool operator !=(FlowValue left, FlowValue right) => !left.Equals(right);
}
