namespace PacketFlow.Chemistry;

/// <summary>Why a name cannot be an element's on the wire.</summary>
internal enum ElementNameFault
{
    None,
    Empty,
    TooLong,
    UpperCase,
    WhiteSpace,
    ControlCharacter,

    /// <summary>One of <c>: @ /</c>, which separate the parts of an address.</summary>
    Separator,

    /// <summary>Half of a surrogate pair: it has no UTF-8 form.</summary>
    LoneSurrogate,
}
