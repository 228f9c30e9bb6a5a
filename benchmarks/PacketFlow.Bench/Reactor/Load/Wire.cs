using System.Net.Sockets;

namespace PacketFlow.Bench;

/// <summary>A way to speak with a server, as the load generator needs it: requests made beforehand, replies told apart, nothing more.</summary>
internal abstract class Wire
{
    /// <summary>What a reply without a sequence of its own has.</summary>
    public const uint NoSequence = 0;

    /// <summary>How many atoms one request carries.</summary>
    public virtual int AtomsPerRequest => 1;

    /// <summary>Bytes that the first reply must contain: the atom's work was done.</summary>
    public abstract byte[] Proof { get; }

    public static Wire Named(string name) => name switch
    {
        "tcp" => new TcpWire(),
        "ws" => new PackedWebSocketWire(),
        "json" => new JsonWebSocketWire(),
        "http" => new HttpWire("application/json", Frames.AtomsJson, Frames.JsonProof, "\"status\":\"success\""u8.ToArray()),
        "http-msgpack" => new HttpWire("application/msgpack", Frames.Atoms, Frames.PackedProof, Frames.PackedProof),
        _ => throw new ArgumentException($"No wire is called '{name}'."),
    };

    /// <summary>Does what comes before the first request.</summary>
    public virtual void Open(Socket socket)
    {
    }

    /// <summary>A whole request; its sequence is set when it is sent.</summary>
    public abstract byte[] Request(int connection, int slot, string element);

    public abstract void SetSequence(Span<byte> request, uint sequence);

    /// <summary>Finds the next whole reply.</summary>
    /// <param name="from">What was received.</param>
    /// <param name="inFrame">The connection's state: what is left of a frame that holds several messages.</param>
    /// <param name="consumed">How many bytes are done with.</param>
    /// <param name="sequence">The reply's sequence.</param>
    public abstract bool TryRead(ReadOnlySpan<byte> from, ref int inFrame, out int consumed, out uint sequence);
}
