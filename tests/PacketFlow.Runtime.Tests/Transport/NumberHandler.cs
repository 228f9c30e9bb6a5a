using PacketFlow.CompilerServices;

namespace PacketFlow.Transport;

/// <summary>An element from a number to a number.</summary>
internal sealed class NumberHandler(Element element, Func<int, AtomCall, ValueTask<int>> handle) : ElementHandler(element)
{
    public NumberHandler(AtomGroup group, string name, Func<int, AtomCall, ValueTask<int>> handle)
        : this(new Element<int, int>(group, name), handle)
    {
    }

    public static NumberHandler Echo { get; } = new(AtomGroup.Df, "echo", static (value, _) => new ValueTask<int>(value));

    public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call) =>
        call.CompleteAsync(handle(payload.ReadInt32(), call), Formatter<int>.Default);
}
