using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Client;

/// <summary>Where atoms wait that cannot be sent at once: for a connection, for room on it, or for a peer that reads slowly.</summary>
internal sealed class WaitingRoom(ClientLink link, WireSettings settings, int maxBytes)
{
    /// <summary>What an atom takes beside its payload, about.</summary>
    private const int PerAtom = 512;

    private long _bytes;

    /// <summary>Waits until a connection has taken in the call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="length">How long its payload is.</param>
    /// <param name="id">Its id.</param>
    /// <param name="until">How long it may wait.</param>
    /// <param name="due">When it ends unless it is answered.</param>
    /// <param name="cancellationToken">Its caller wants it no more.</param>
    /// <exception cref="PacketFlowException">It may wait no longer, or too much waits already.</exception>
    public async ValueTask<ClientConnection> EnterAsync(WireCall call, int length, string id, long until, long due, CancellationToken cancellationToken)
    {
        long bytes = length + PerAtom;
        try
        {
            if (Interlocked.Add(ref _bytes, bytes) > maxBytes)
            {
                throw ClientErrors.TooManyWait(maxBytes).ToException(id);
            }

            return await TakeInAsync(call, id, until, due, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Add(ref _bytes, -bytes);
        }
    }

    private async ValueTask<ClientConnection> TakeInAsync(WireCall call, string id, long until, long due, CancellationToken cancellationToken)
    {
        while (true)
        {
            ClientConnection connection = await WithinAsync(link.ConnectedAsync(), until, id, cancellationToken).ConfigureAwait(false)
                ?? throw ClientErrors.Disposed.ToException(id);
            while (connection.IsCrowded)
            {
                await WithinAsync(FlushedAsync(connection), until, id, cancellationToken).ConfigureAwait(false);
            }

            call.Connection = connection;
            int slot = await RoomAsync(connection, until, id, cancellationToken).ConfigureAwait(false);
            if (slot >= 0 && connection.Calls.TryAddAt(slot, call, due))
            {
                return connection;
            }
        }
    }

    private async ValueTask<int> RoomAsync(ClientConnection connection, long until, string id, CancellationToken cancellationToken)
    {
        TaskCompletionSource<int> room = connection.Calls.WaitForRoom();
        try
        {
            return await WithinAsync(room.Task, until, id, cancellationToken).ConfigureAwait(false);
        }
        catch (PacketFlowException)
        {
            if (!room.TrySetCanceled(CancellationToken.None) && await room.Task.ConfigureAwait(false) is var late and >= 0)
            {
                connection.Calls.GiveBack(late);
            }

            throw;
        }
    }

    private static async Task<bool> FlushedAsync(ClientConnection connection)
    {
        await connection.FlushedAsync().ConfigureAwait(false);
        return true;
    }

    private async ValueTask<T> WithinAsync<T>(Task<T> task, long until, string id, CancellationToken cancellationToken)
    {
        try
        {
            TimeSpan left = settings.Time.GetElapsedTime(settings.Time.GetTimestamp(), until);
            return await task.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, settings.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw Reason().ToException(id);
        }
        catch (OperationCanceledException)
        {
            throw ReactorErrors.Cancelled.ToException(id);
        }
    }

    private AtomError Reason() => link.Current switch
    {
        null => ClientErrors.NotConnected(settings.Address, link.LastFailure),
        { IsCrowded: true } => ClientErrors.SlowPeer(settings.Address),
        _ => ClientErrors.NoRoom(settings.MaxInFlight),
    };
}
