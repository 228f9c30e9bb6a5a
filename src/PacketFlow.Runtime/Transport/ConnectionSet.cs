using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using PacketFlow.Observability;
using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>All open connections, whatever they came over: bounded in number, kept alive, and ended together.</summary>
internal sealed class ConnectionSet : IAsyncDisposable
{
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(30);

    /// <summary>A peer that has not taken a send for so long is closed; so is one that does not go on with a frame.</summary>
    private static readonly TimeSpan StallCheck = TimeSpan.FromSeconds(10);

    /// <summary>What must come of a frame between two looks: 240 bytes a second, as the web server wants of a body.</summary>
    private const int LeastOfFrame = 2400;

    /// <summary>How long what is left to send may take when all connections end.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Connection, Stalled> _connections = new();
    private readonly LocalReactor _reactor;
    private readonly ConnectionSettings _settings;
    private readonly UnfinishedRoom _room;
    private readonly ReactorMetrics _metrics;
    private readonly SafeLogger _log;
    private readonly LogGate _refusals;
    private readonly LogGate _slow;
    private readonly LogGate _faults;
    private readonly ITimer _heartbeat;
    private readonly ITimer _stalls;
    private int _count;
    private long _lastNumber;
    private volatile bool _isOver;

    public ConnectionSet(LocalReactor reactor, ConnectionSettings settings, UnfinishedRoom room, ReactorMetrics metrics, ILoggerFactory logs)
    {
        _room = room;
        _metrics = metrics;
        _log = new SafeLogger(logs.CreateLogger("PacketFlow.Connections"));
        _refusals = new LogGate(reactor.Time, TimeSpan.FromSeconds(1));
        _slow = new LogGate(reactor.Time, TimeSpan.FromSeconds(1));
        _faults = new LogGate(reactor.Time, TimeSpan.FromSeconds(1));
        _reactor = reactor;
        _settings = settings;
        _heartbeat = reactor.Time.CreateTimer(static set => ((ConnectionSet)set!).SendHeartbeats(), this, HeartbeatInterval, HeartbeatInterval);
        _stalls = reactor.Time.CreateTimer(static set => ((ConnectionSet)set!).CloseStalled(), this, StallCheck, StallCheck);
    }

    public int Count => Volatile.Read(ref _count);

    /// <summary>Whether the next connection is one too many.</summary>
    public bool IsFull => Count >= _settings.MaxConnections;

    /// <summary>Serves a connection until it ends.</summary>
    /// <returns>False when there are too many: the peer was told, and the caller closes the wire.</returns>
    public async Task<bool> ServeAsync(Wire wire, Framing framing, TransportKind kind)
    {
        TransportCounters counters = _metrics.Transport(kind);
        if (!TryTakePlace())
        {
            TurnAway(wire.Peer, kind);
            await TellTooManyAsync(wire, framing).ConfigureAwait(false);
            return false;
        }

        long number = Interlocked.Increment(ref _lastNumber);
        Log.ConnectionOpened(_log, number, kind, wire.Peer);
        var connection = new Connection(_reactor, wire, framing, _settings, _room, counters);
        _connections.TryAdd(connection, new Stalled());
        counters.Opened();
        try
        {
            Task running = connection.RunAsync();
            if (_isOver)
            {
                // The web server listens for longer than we do.
                await connection.CloseAsync(CloseReason.Draining).ConfigureAwait(false);
            }

            await running.ConfigureAwait(false);
        }
        finally
        {
            _connections.TryRemove(connection, out _);
            LeavePlace();
            counters.Closed();
            Tell(number, connection);
        }

        return true;
    }

    /// <summary>Takes a place for a connection that others serve, if there is one.</summary>
    public bool TryTakePlace()
    {
        if (Interlocked.Increment(ref _count) <= _settings.MaxConnections)
        {
            return true;
        }

        Interlocked.Decrement(ref _count);
        return false;
    }

    /// <summary>Gives a place back.</summary>
    public void LeavePlace() => Interlocked.Decrement(ref _count);

    /// <summary>Counts and logs a peer for which there is no room.</summary>
    public void TurnAway(string peer, TransportKind kind, string reason = "too many connections")
    {
        _metrics.Transport(kind).TurnedAway();
        if (_refusals.TryPass(out long held))
        {
            Log.ConnectionRefused(_log, peer, kind, new LogText(reason), held);
        }
    }

    private async Task TellTooManyAsync(Wire wire, Framing framing)
    {
        Scratch farewell = Scratch.Rent();
        framing.Begin(farewell, isText: false);
        MessageWriter.Error(
            farewell, 0, (uint)_reactor.Time.GetUtcNow().ToUnixTimeSeconds(), 0, default, ReactorErrors.TooManyConnections(_settings.MaxConnections));
        framing.End(farewell, 0, isText: false);
        framing.Farewell(farewell, CloseReason.Policy);
        try
        {
            await wire.SendAsync(farewell.Bytes.AsMemory(0, farewell.Length)).ConfigureAwait(false);
        }
        catch (Exception left) when (OutBox.IsLoss(left))
        {
            // It did not wait to be told.
        }

        farewell.Return();
    }

    private void Tell(long number, Connection connection)
    {
        Log.ConnectionClosed(_log, number, new LogText(connection.Ending.ToString()));
        switch (connection.Ending)
        {
            case CloseReason.Fault:
                Log.ConnectionFailed(_log, number, connection.Fault!);
                break;
            case CloseReason.Policy when _slow.TryPass(out long held):
                Log.SlowReader(_log, number, connection.Out.Waiting, held);
                break;
            case CloseReason.TooSlow when _slow.TryPass(out long held):
                Log.SlowSender(_log, number, connection.Wire.Peer, held);
                break;
            case CloseReason.ProtocolFault or CloseReason.NotText or CloseReason.TooLong when _faults.TryPass(out long held):
                Log.ProtocolFault(_log, number, new LogText(connection.Ending.ToString()), held);
                break;
        }
    }

    /// <summary>Sends what is left to send, says goodbye and ends every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _heartbeat.DisposeAsync().ConfigureAwait(false);
        await _stalls.DisposeAsync().ConfigureAwait(false);
        _isOver = true;
        Connection[] open = [.. _connections.Keys];
        try
        {
            await Task.WhenAll(open.Select(static connection => connection.CloseAsync(CloseReason.Draining))).WaitAsync(LastWords, _reactor.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Who does not read does not hear goodbye either.
            Array.ForEach(open, static connection => connection.Close());
        }

        await Task.WhenAll(open.Select(static connection => connection.Closed)).ConfigureAwait(false);
    }

    private void SendHeartbeats()
    {
        foreach (Connection connection in _connections.Keys)
        {
            if (connection.SpeaksText)
            {
                connection.SendHeartbeat();
            }
        }
    }

    // A send that was under way at the last look and still is has made no progress in a whole interval. Nor has a frame of which next to nothing came.
    private void CloseStalled()
    {
        foreach ((Connection connection, Stalled stalled) in _connections)
        {
            int sends = connection.Out.Sends;
            bool isSending = connection.Out.IsSending;
            if (isSending && stalled.WasSending && stalled.Sends == sends)
            {
                connection.Stall();
            }

            (int part, long received) = (connection.Part, connection.Received);
            if (part != 0 && part == stalled.Part && received - stalled.Received < LeastOfFrame)
            {
                connection.GiveUpRest();
            }

            (stalled.Part, stalled.Received) = (part, received);
            stalled.WasSending = isSending;
            stalled.Sends = sends;
        }
    }

    private sealed class Stalled
    {
        public bool WasSending { get; set; }

        public int Sends { get; set; }

        public int Part { get; set; }

        public long Received { get; set; }
    }
}
