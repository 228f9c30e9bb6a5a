namespace PacketFlow;

/// <summary>What a MessagePack value is, whatever its width on the wire.</summary>
public enum PacketKind
{
    /// <summary>No value.</summary>
    Nil,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>An integer from -2^63 to 2^64 - 1.</summary>
    Integer,

    /// <summary>A floating-point number of 32 or 64 bits.</summary>
    Float,

    /// <summary>UTF-8 text.</summary>
    String,

    /// <summary>Bytes.</summary>
    Binary,

    /// <summary>A sequence of values.</summary>
    Array,

    /// <summary>Pairs of a key and a value.</summary>
    Map,

    /// <summary>A point in time: extension type -1.</summary>
    Timestamp,

    /// <summary>Bytes with an application's own type number.</summary>
    Extension,
}
