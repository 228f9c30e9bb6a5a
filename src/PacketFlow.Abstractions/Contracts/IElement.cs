using System.Buffers;

namespace PacketFlow;

/// <summary>A typed reference to an element, variant so that a pipeline may hand on a more derived type than the next element asks for.</summary>
/// <typeparam name="TIn">The payload that it takes.</typeparam>
/// <typeparam name="TOut">The result that it gives.</typeparam>
public interface IElement<in TIn, out TOut>
{
    /// <summary>Its group.</summary>
    AtomGroup Group { get; }

    /// <summary>Its name on the wire.</summary>
    string Name { get; }

    /// <summary>Writes a payload as the element reads it.</summary>
    void WritePayload(IBufferWriter<byte> output, TIn payload);

    /// <summary>Reads a result as the element writes it.</summary>
    /// <exception cref="PacketFormatException">The bytes are no such result.</exception>
    TOut ReadResult(ReadOnlyMemory<byte> messagePack);
}
