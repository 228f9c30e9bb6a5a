namespace PacketFlow.Elements;

/// <summary>What fills a handler's parameter.</summary>
internal enum ParameterKind
{
    Payload,
    Context,
    Cancellation,
}
