using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using PacketFlow.Observability;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>All open connections, whatever they came over: bounded in number, kept alive, and ended together.</summary>
internal sealed class ConnectionSet : IAsyncDisposable
{
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(30);

    /// <summary>A peer that has not taken a send for so long is closed.</summary>
    private static readonly TimeSpan StallCheck = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Connection, Stalled> _connections = new();
    private readonly LocalReactor _reactor;
    private readonly ConnectionSettings _settings;
    private readonly ReactorMetrics _metrics;
    private readonly ILogger _log;
    private readonly LogGate _refusals;
    private readonly LogGate _slow;
    private readonly LogGate _faults;
    private readonly ITimer _heartbeat;
    private readonly ITimer _stalls;
    private int _count;
    private long _lastNumber;

    public ConnectionSet(LocalReactor reactor, ConnectionSettings settings, ReactorMetrics metrics, ILoggerFactory logs)
    {
        _metrics = metrics;
        _log = logs.CreateLogger("PacketFlow.Connections");
        _refusals = new LogGate(reactor.Time, TimeSpan.FromSeconds(1));
        _slow = new LogGate(reactor.Time, TimeSpan.FromSeconds(1));
        _faults = new LogGate(reactor.Time, TimeSpan.FromSeconds(1));
        _reactor = reactor;
        _settings = settings;
        _heartbeat = reactor.Time.CreateTimer(static set => ((ConnectionSet)set!).SendHeartbeats(), this, HeartbeatInterval, HeartbeatInterval);
        _stalls = reactor.Time.CreateTimer(static set => ((ConnectionSet)set!).CloseStalled(), this, StallCheck, StallCheck);
    }

    public int Count => Volatile.Read(ref _count);

    /// <summary>Serves a connection until it ends.</summary>
    /// <returns>False when there are too many: the caller closes the wire.</returns>
    public async Task<bool> ServeAsync(Wire wire, Framing framing, TransportKind kind)
    {
        TransportCounters counters = _metrics.Transport(kind);
        if (Interlocked.Increment(ref _count) > _settings.MaxConnections)
        {
            Interlocked.Decrement(ref _count);
            counters.TurnedAway();
            if (_refusals.TryPass(out long held))
            {
                Log.ConnectionRefused(_log, wire.Peer, kind, new LogText("too many connections"), held);
            }

            return false;
        }

        long number = Interlocked.Increment(ref _lastNumber);
        Log.ConnectionOpened(_log, number, kind, wire.Peer);
        var connection = new Connection(_reactor, wire, framing, _settings, counters);
        _connections.TryAdd(connection, new Stalled());
        counters.Opened();
        try
        {
            await connection.RunAsync().ConfigureAwait(false);
        }
        finally
        {
            _connections.TryRemove(connection, out _);
            Interlocked.Decrement(ref _count);
            counters.Closed();
            Tell(number, connection);
        }

        return true;
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
        Connection[] open = [.. _connections.Keys];
        await Task.WhenAll(open.Select(static connection => connection.CloseAsync(CloseReason.Draining))).ConfigureAwait(false);
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

    // A send that was under way at the last look and still is has made no progress in a whole interval.
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

            stalled.WasSending = isSending;
            stalled.Sends = sends;
        }
    }

    private sealed class Stalled
    {
        public bool WasSending { get; set; }

        public int Sends { get; set; }
    }
}
