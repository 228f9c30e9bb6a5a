using Microsoft.AspNetCore.Connections;
using PacketFlow.Observability;

namespace PacketFlow.Transport;

/// <summary>
/// The connections of the listeners that PacketFlow gave the web server. Each takes a place among all connections; a few more are let in for a
/// moment, to be told that there is none and so that health can be asked.
/// </summary>
internal sealed class HttpConnections(ConnectionSet connections, ReactorMetrics metrics, TimeProvider time)
{
    /// <summary>How many there may be without a place.</summary>
    private const int MaxGuests = 64;

    /// <summary>How long one without a place has.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(10);

    private int _guests;

    /// <summary>Serves a connection until it ends.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
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
