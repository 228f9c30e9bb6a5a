using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>What came out of a connection's bytes.</summary>
internal enum FrameKind
{
    /// <summary>The rest has not arrived yet.</summary>
    Incomplete,

    /// <summary>One message in MessagePack, or several in a row.</summary>
    Messages,

    /// <summary>One message in JSON.</summary>
    Text,

    /// <summary>The framing has dealt with it by itself.</summary>
    Control,

    /// <summary>The other side is done.</summary>
    Closed,

    /// <summary>No frame of the protocol; the connection cannot go on.</summary>
    Fault,
}

/// <summary>Where frames begin and end. A framing belongs to one connection.</summary>
internal abstract class Framing
{
    /// <summary>What is wrong, when there was no frame of the protocol.</summary>
    public CloseReason Fault { get; protected set; }

    /// <summary>What the parts of a message that is not complete take of memory.</summary>
    public virtual int Gathered => 0;

    /// <summary>Takes the next frame.</summary>
    /// <param name="received">What has been received and not been taken.</param>
    /// <param name="replies">Where answers of the framing's own go.</param>
    /// <param name="consumed">How many bytes are done with, the frame's content included.</param>
    /// <param name="content">Where the content is: in what was received, or in <paramref name="gathered"/>.</param>
    /// <param name="gathered">The content where it came in several parts, else null.</param>
    public abstract FrameKind Next(Span<byte> received, Scratch replies, out int consumed, out Range content, out byte[]? gathered);

    /// <summary>
    /// How many bytes of whole frames stand at the beginning, up to about so many, each of which can be taken without the others. Zero where
    /// that cannot be told.
    /// </summary>
    public virtual int WholeFrames(ReadOnlySpan<byte> received, int wanted) => 0;

    /// <summary>Makes room for the head of a frame.</summary>
    public abstract void Begin(Scratch replies, bool isText);

    /// <summary>Writes the head of the frame whose room begins at <paramref name="start"/>.</summary>
    public abstract void End(Scratch replies, int start, bool isText);

    /// <summary>Says why the connection is closed, as far as the protocol can.</summary>
    public abstract void Farewell(Scratch replies, CloseReason reason);
}
