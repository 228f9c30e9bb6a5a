namespace PacketFlow.Molecules;

/// <summary>How a value of one type becomes a parameter of another.</summary>
internal enum Conversion
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>It is that type; at most, a null or its absence is let in.</summary>
    Identity,

    /// <summary>To a base type or an interface.</summary>
    Reference,

    /// <summary>To a number type that holds every value.</summary>
    Numeric,

    /// <summary>To a number type that holds the range but not every digit: <c>long</c> to <c>double</c>.</summary>
    Imprecise,

    /// <summary>To a number type that may be too small.</summary>
    Narrowing,
}
