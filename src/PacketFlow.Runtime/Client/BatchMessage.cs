using PacketFlow.Observability;
using PacketFlow.Reactor;
using PacketFlow.Transport;

namespace PacketFlow.Client;

/// <summary>Atoms that leave in one message: those of one batch that came until it was sent.</summary>
internal sealed class BatchMessage(ClientConnection connection, SubmitOptions options)
{
    /// <summary>Beyond this nothing is saved any more, and every reactor takes so many.</summary>
    private const int MaxAtoms = 128;

    private readonly byte[] _traceParent = AtomActivities.Current(stackalloc byte[Observability.TraceParent.Length]).ToArray();
    private readonly Lock _lock = new();
    private readonly Scratch _atoms = new();
    private int _count;
    private bool _isSent;

    /// <summary>Where the message stands among the bytes of its connection; behind all of them until it was handed on.</summary>
    public long Position = OutBox.Nowhere;

    public ClientConnection Connection => connection;

    public uint Sequence { get; } = connection.Calls.NextOtherSequence();

    public ReadOnlySpan<byte> TraceParent => _traceParent;

    /// <summary>The most that stands around the atoms.</summary>
    public static int EnvelopeOf(SubmitOptions options) => 128 + (4 * ((options.CorrelationId?.Length ?? 0) + (options.RoutingKey?.Length ?? 0)));

    /// <summary>Adds an atom as it stands in a message.</summary>
    /// <returns>False when there is no room for it, or the message has left.</returns>
    public bool TryAdd(WireCall call, ReadOnlySpan<byte> atom, int maxBytes)
    {
        lock (_lock)
        {
            if (_isSent || _count == MaxAtoms || (_count > 0 && _atoms.Length + atom.Length + EnvelopeOf(options) > maxBytes))
            {
                return false;
            }

            call.Batch = this;
            atom.CopyTo(_atoms.GetSpan(atom.Length));
            _atoms.Advance(atom.Length);
            _count++;
            return true;
        }
    }

    /// <summary>Sends what has come, unless it was sent already.</summary>
    public void Send()
    {
        lock (_lock)
        {
            if (!_isSent && _count > 0)
            {
                _isSent = true;
                connection.Send(this, _count, _atoms.Written, options);
            }
        }
    }
}
