using PacketFlow.CompilerServices;

namespace PacketFlow.Transport;

/// <summary>An element whose result is always the same number.</summary>
internal sealed class ResultHandler(Element element, double result) : ElementHandler(element)
{
    public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call)
    {
        payload.Skip();
        return call.Complete(result, Formatter<double>.Default);
    }
}
