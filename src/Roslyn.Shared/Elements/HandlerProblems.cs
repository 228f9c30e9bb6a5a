namespace PacketFlow.Elements;

/// <summary>What is wrong with a handler. The analyzers say it to the user; the generators leave such a handler out.</summary>
[Flags]
internal enum HandlerProblems
{
    None = 0,
    UnknownGroup = 1 << 0,
    NameNotWireSafe = 1 << 1,
    TooManyPayloads = 1 << 2,
    UnsupportedReturn = 1 << 3,
    AsyncVoid = 1 << 4,
    AbstractOrGeneric = 1 << 5,
    Inaccessible = 1 << 6,
    ByReference = 1 << 7,
    UnsupportedPayload = 1 << 8,
    NoConstructor = 1 << 9,
    Malformed = 1 << 10,
}
