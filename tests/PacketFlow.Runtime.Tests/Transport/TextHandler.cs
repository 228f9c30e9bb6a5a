using PacketFlow.CompilerServices;

namespace PacketFlow.Transport;

/// <summary>An element that gives a text back once the gate is open.</summary>
internal sealed class TextHandler(Element element, Task open) : ElementHandler(element)
{
    public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call) => call.CompleteAsync(AfterAsync(payload.ReadString()), Formatter<string>.Default);

    private async Task<string> AfterAsync(string text)
    {
        await open;
        return text;
    }
}
