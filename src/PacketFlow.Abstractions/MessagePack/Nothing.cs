namespace PacketFlow;

/// <summary>The payload or the result of a handler that has none: nil on the wire.</summary>
public readonly record struct Nothing
{
    /// <summary>The only value.</summary>
    public static Nothing Value => default;

    /// <inheritdoc/>
    public override string ToString() => "nothing";
}
