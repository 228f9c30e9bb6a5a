using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using PacketFlow.Observability;

namespace PacketFlow.Transport;

/// <summary>
/// The connections of the listeners that PacketFlow gave the web server. Each takes a place among all connections; a few more are let in for a
/// moment, to be told that there is none and so that health can be asked.
/// </summary>
internal sealed class HttpConnections(ConnectionSet connections, HandleReserve handles, ReactorMetrics metrics, TimeProvider time) : IDisposable
{
    /// <summary>How many there may be without a place.</summary>
    private const int MaxGuests = 64;

    /// <summary>How long one without a place has.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(10);

    /// <summary>How long what is on its way may take once the reactor is drained: the answers to go out, and the rest of a request to come.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    /// <summary>How long it has where nobody is to wait: the answers go out all the same.</summary>
    private static readonly TimeSpan Hurry = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<ConnectionContext, byte> _open = new();
    private volatile bool _isCut;
    private ITimer? _end;
    private int _guests;

    /// <summary>Serves a connection until it ends.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        _open.TryAdd(connection, 0);
        try
        {
            if (!_isCut)
            {
                await ServeInPlaceAsync(connection, next).ConfigureAwait(false);
            }
        }
        finally
        {
            _open.TryRemove(connection, out _);
        }
    }

    /// <summary>
    /// All atoms are answered. The web server waits for requests that have not come whole, be it for one byte a second: here that has an end.
    /// </summary>
    /// <param name="hurry">Cancelled when nobody is to wait.</param>
    public void End(CancellationToken hurry)
    {
        _end = time.CreateTimer(static all => ((HttpConnections)all!).Cut(), this, LastWords, Timeout.InfiniteTimeSpan);
        hurry.UnsafeRegister(static end => ((ITimer)end!).Change(Hurry, Timeout.InfiniteTimeSpan), _end);
    }

    public void Dispose() => _end?.Dispose();

    private void Cut()
    {
        _isCut = true;
        foreach (ConnectionContext connection in _open.Keys)
        {
            connection.Abort();
        }
    }

    private async Task ServeInPlaceAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (connection.Features.Get<IConnectionSocketFeature>() is { } taken && handles.Reaches(taken.Socket.SafeHandle))
        {
            // The web server takes whoever comes, to the last handle.
            connections.TurnAway($"{connection.RemoteEndPoint}", TransportKind.Http, "too few file handles");
            return;
        }

        if (!connections.TryTakePlace())
        {
            await ServeGuestAsync(connection, next).ConfigureAwait(false);
            return;
        }

        var place = new HttpPlace(connections, metrics.Transport(TransportKind.Http));
        connection.Features.Set(place);
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            place.Leave();
        }
    }

    private async Task ServeGuestAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (Interlocked.Increment(ref _guests) > MaxGuests)
        {
            Interlocked.Decrement(ref _guests);
            connections.TurnAway($"{connection.RemoteEndPoint}", TransportKind.Http);
            return;
        }

        connection.Features.Set(HttpPlace.None);
        try
        {
            ITimer end = time.CreateTimer(static state => ((ConnectionContext)state!).Abort(), connection, Moment, Timeout.InfiniteTimeSpan);
            await using (end.ConfigureAwait(false))
            {
                await next(connection).ConfigureAwait(false);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _guests);
        }
    }
}
