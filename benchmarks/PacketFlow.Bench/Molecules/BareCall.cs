using System.Buffers;
using PacketFlow.CompilerServices;

namespace PacketFlow.Bench;

/// <summary>A step called with nothing around it: its payload read, its result written, one buffer for all.</summary>
internal sealed class BareCall : AtomCall
{
    private readonly ArrayBufferWriter<byte> _buffer = new(256);

    public override object? Target => null;

    public override AtomContext Context => throw new NotSupportedException("A step of the benchmark asks for nothing.");

    public override CancellationToken Cancellation => CancellationToken.None;

    /// <summary>Calls steps one after the other, each with what the one before it gave.</summary>
    public int Chain(IReadOnlyList<ElementHandler> steps, int input)
    {
        _buffer.ResetWrittenCount();
        _buffer.Write(PacketCodec.Serialize(input));
        foreach (ElementHandler step in steps)
        {
            // The handler has read all of its payload before it writes.
            var payload = new PacketReader(_buffer.WrittenSpan);
            if (!step.InvokeAsync(ref payload, this).IsCompletedSuccessfully)
            {
                throw new InvalidOperationException("A step of the benchmark waits for nothing.");
            }
        }

        return PacketCodec.Deserialize<int>(_buffer.WrittenSpan);
    }

    protected override PacketWriter BeginResult()
    {
        _buffer.ResetWrittenCount();
        return new PacketWriter(_buffer);
    }

    protected override void EndResult(ref PacketWriter writer) => writer.Flush();
}
