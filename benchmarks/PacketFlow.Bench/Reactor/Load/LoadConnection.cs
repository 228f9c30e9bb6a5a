using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace PacketFlow.Bench;

/// <summary>One connection in a closed loop: each reply sends its slot's request again.</summary>
internal sealed class LoadConnection : IDisposable
{
    // A server that answers nothing for so long has lost something.
    private const int PatienceMilliseconds = 10_000;

    private readonly Wire _wire;
    private readonly byte[][] _requests;
    private readonly uint[] _expected;
    private readonly uint _slots;
    private readonly byte[] _in;
    private readonly byte[] _out;
    private int _filled;
    private int _inFrame;
    private bool _proved;
    private long _sent;

    public LoadConnection(Wire wire, int port, int connection, int inFlight, Func<int, string> element)
    {
        _wire = wire;
        _requests = [.. Enumerable.Range(0, inFlight).Select(slot => wire.Request(connection, slot, element(slot)))];
        _slots = BitOperations.RoundUpToPowerOf2((uint)inFlight);
        _expected = [.. Enumerable.Range(0, inFlight).Select(static slot => Frames.FirstSequence + (uint)slot)];
        int replies = Math.Max(1 << 16, inFlight * 512);
        _in = new byte[replies];
        _out = new byte[_requests.Sum(static request => request.Length)];
        Socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveTimeout = PatienceMilliseconds,
        };
        Socket.Connect(IPAddress.Loopback, port);
        wire.Open(Socket);
    }

    public Socket Socket { get; }

    public int InFlight { get; private set; }

    /// <summary>The bytes of the first reply.</summary>
    public int ReplyLength { get; private set; }

    /// <summary>How long the last reply took; of use with one in flight.</summary>
    public TimeSpan LastLatency { get; private set; }

    /// <summary>Sends every slot's first request.</summary>
    public void Start()
    {
        int length = 0;
        for (int slot = 0; slot < _requests.Length; slot++)
        {
            length = Append(length, slot);
        }

        Send(length);
    }

    /// <summary>Receives once, handles every whole reply and sends as many requests again, all with one write.</summary>
    public int Turn(bool again)
    {
        int received = Socket.Receive(_in, _filled, _in.Length - _filled, SocketFlags.None);
        LastLatency = Stopwatch.GetElapsedTime(_sent);
        if (received == 0)
        {
            throw new InvalidDataException("The server closed the connection.");
        }

        _filled += received;
        int at = 0, replies = 0, length = 0;
        while (_wire.TryRead(_in.AsSpan(at, _filled - at), ref _inFrame, out int consumed, out uint sequence))
        {
            if (!_proved)
            {
                Prove(_in.AsSpan(at, consumed));
            }

            at += consumed;
            int slot = Slot(sequence);
            if (slot < 0)
            {
                continue;
            }

            replies++;
            if (again)
            {
                length = Append(length, slot);
            }
        }

        _in.AsSpan(at, _filled - at).CopyTo(_in);
        _filled -= at;
        InFlight -= replies;
        if (length > 0)
        {
            Send(length);
        }

        return replies;
    }

    public void Dispose() => Socket.Dispose();

    private int Slot(uint sequence)
    {
        if (sequence == Wire.NoSequence)
        {
            return _wire.AtomsPerRequest > 1 ? 0 : -1;
        }

        uint slot = (sequence - Frames.FirstSequence) & (_slots - 1);
        if (slot >= _expected.Length || _expected[slot] != sequence)
        {
            throw new InvalidDataException($"A reply has the sequence {sequence}, which no request in flight has.");
        }

        _expected[slot] += _slots;
        return (int)slot;
    }

    private int Append(int length, int slot)
    {
        byte[] request = _requests[slot];
        Span<byte> to = _out.AsSpan(length, request.Length);
        request.CopyTo(to);
        _wire.SetSequence(to, _expected[slot]);
        InFlight++;
        return length + request.Length;
    }

    private void Send(int length)
    {
        _sent = Stopwatch.GetTimestamp();
        for (int at = 0; at < length;)
        {
            at += Socket.Send(_out.AsSpan(at, length - at));
        }
    }

    private void Prove(ReadOnlySpan<byte> reply)
    {
        ReplyLength = reply.Length;
        _proved = reply.IndexOf(_wire.Proof) >= 0 ? true : throw PackedReply.Unexpected(reply);
    }
}
