using System.Buffers;

namespace PacketFlow;

/// <summary>A typed reference to an element: what <c>Elements.Df.Transform</c> is.</summary>
/// <typeparam name="TIn">The payload that it takes; <see cref="Nothing"/> if none.</typeparam>
/// <typeparam name="TOut">The result that it gives; <see cref="Nothing"/> if none.</typeparam>
/// <param name="group">Its group.</param>
/// <param name="name">Its name on the wire.</param>
public sealed class Element<TIn, TOut>(AtomGroup group, string name) : Element(group, name), IElement<TIn, TOut>
{
    /// <summary>Writes and reads its payload. Set where the type's own formatter would refuse a null that the handler allows.</summary>
    public Formatter<TIn> PayloadFormatter
    {
        get => field ??= Formatter<TIn>.Default;
        init;
    }

    /// <summary>Writes and reads its result. Set where the type's own formatter would refuse a null that the handler allows.</summary>
    public Formatter<TOut> ResultFormatter
    {
        get => field ??= Formatter<TOut>.Default;
        init;
    }

    void IElement<TIn, TOut>.WritePayload(IBufferWriter<byte> output, TIn payload) => PacketCodec.Serialize(output, payload, PayloadFormatter);

    TOut IElement<TIn, TOut>.ReadResult(ReadOnlyMemory<byte> messagePack) => PacketCodec.Deserialize(messagePack.Span, ResultFormatter);
}
