using PacketFlow.CompilerServices;

namespace PacketFlow.Transport;

/// <summary>An element that answers with what it was given, whatever that is.</summary>
internal sealed class EchoHandler(Element element) : ElementHandler(element)
{
    public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call) =>
        call.Complete(FlowValue.Read(ref payload), Formatter<FlowValue>.Default);
}
