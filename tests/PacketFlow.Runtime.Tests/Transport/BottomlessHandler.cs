using PacketFlow.CompilerServices;

namespace PacketFlow.Transport;

/// <summary>An element whose result cannot be written to its end.</summary>
internal sealed class BottomlessHandler() : ElementHandler(new Element<int, int>(AtomGroup.Df, "bottomless"))
{
    public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call)
    {
        payload.Skip();
        return call.Complete(0, new Bottomless());
    }

    private sealed class Bottomless : Formatter<int>
    {
        public override void Write(ref PacketWriter writer, int value)
        {
            writer.WriteArrayHeader(1);
            writer.Enter();
            Write(ref writer, value);
        }

        public override int Read(ref PacketReader reader) => reader.ReadInt32();
    }
}
