using System.Runtime.InteropServices;

namespace PacketFlow.Protocol;

/// <summary>The head of a message, and of its atom where it submits one.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct MessageFields
{
    public MessageType Type;
    public uint Sequence;
    public ushort Source;
    public ushort Destination;

    /// <summary>The encoded <c>d</c>; for a batch its array of atoms. Empty when there is none.</summary>
    public Slice Data;

    /// <summary>The atom of a submit; of a batch, what its atoms take from the message.</summary>
    public AtomFields Atom;
}
