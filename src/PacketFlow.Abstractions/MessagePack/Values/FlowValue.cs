using System.Diagnostics;
using PacketFlow.MessagePack;

namespace PacketFlow;

/// <summary>
/// A value whose type is not known at compile time. It owns its bytes and reads them when asked; they were checked when it was made:
/// structure, depth, UTF-8, and that no map has a key twice.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public readonly partial struct FlowValue : IEquatable<FlowValue>
{
    // Nil, true, small numbers: who sends many of them makes us keep none of our own.
    private static readonly byte[] OneByteValues = [.. Enumerable.Range(0, 256).Select(static code => (byte)code)];

    private readonly ReadOnlyMemory<byte> _bytes;

    private FlowValue(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    /// <summary>Nil, which is also the default.</summary>
    public static FlowValue Nil => default;

    /// <summary>The value as MessagePack.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.IsEmpty ? OneByteValues.AsSpan(WireCode.Nil, 1) : _bytes.Span;

    /// <summary>What it is.</summary>
    public PacketKind Kind => Reader().PeekKind();

    /// <summary>Whether it is nil.</summary>
    public bool IsNil => Kind == PacketKind.Nil;

    /// <summary>Checks and copies the only value in some bytes.</summary>
    /// <exception cref="PacketFormatException">The bytes are not one well-formed value.</exception>
    public static FlowValue Parse(ReadOnlySpan<byte> messagePack)
    {
        PacketReader reader = new(messagePack);
        FlowValue value = Read(ref reader);
        reader.ThrowIfNotAtEnd();
        return value;
    }

    /// <summary>Checks and copies the next value.</summary>
    /// <exception cref="PacketFormatException">The bytes are no well-formed value.</exception>
    public static FlowValue Read(ref PacketReader reader)
    {
        int start = reader.Position;
        ReadOnlySpan<byte> bytes = reader.ReadRaw();
        if (bytes.Length == 1)
        {
            return new FlowValue(OneByteValues.AsMemory(bytes[0], 1));
        }

        byte[] copy = bytes.ToArray();
        WireValidator.Validate(copy, ref reader, start);
        return new FlowValue(copy);
    }

    /// <summary>Makes the value that a typed one is on the wire.</summary>
    public static FlowValue From<T>(T value) => new(PacketCodec.Serialize(value));

    /// <summary>Reads the value as a type.</summary>
    /// <exception cref="PacketFormatException">It is no such value.</exception>
    public T Deserialize<T>() => PacketCodec.Deserialize<T>(Bytes);

    /// <summary>The value as JSON; what JSON cannot carry (NaN, infinities, extensions) is shown as a string.</summary>
    public override string ToString() => PacketToJson.Show(Bytes);

    private PacketReader Reader() => new(Bytes, PacketReader.MaxConfigurableDepth);
}
