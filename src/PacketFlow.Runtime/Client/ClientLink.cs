using PacketFlow.Observability;

namespace PacketFlow.Client;

/// <summary>Keeps one connection to a peer: makes it, notices when it is lost, and makes it again until it is disposed.</summary>
internal sealed class ClientLink : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dialer _dialer;
    private readonly WireSettings _settings;
    private readonly Backoff _backoff;
    private readonly CancellationTokenSource _disposing = new();
    private ClientConnection? _current;
    private TaskCompletionSource<ClientConnection?> _next = NewTurn();
    private long _lostAt;
    private Task _keeping = Task.CompletedTask;

    private ClientLink(Dialer dialer, WireSettings settings, Backoff backoff)
    {
        _dialer = dialer;
        _settings = settings;
        _backoff = backoff;
    }

    /// <summary>The connection, or null while there is none.</summary>
    public ClientConnection? Current => _current;

    /// <summary>Why the last try to connect failed, or null.</summary>
    public string? LastFailure { get; private set; }

    /// <summary>The connection as soon as there is one; null when there will be none any more.</summary>
    public Task<ClientConnection?> ConnectedAsync()
    {
        lock (_lock)
        {
            return _next.Task;
        }
    }

    /// <summary>Connects for the first time.</summary>
    /// <exception cref="PacketFlowException">There is nobody, or nobody who speaks the protocol with this client.</exception>
    public static async Task<ClientLink> ConnectAsync(Dialer dialer, WireSettings settings, Backoff backoff, CancellationToken cancellationToken)
    {
        var link = new ClientLink(dialer, settings, backoff);
        ClientConnection first = await dialer.ConnectAsync(link.OnLost, cancellationToken).ConfigureAwait(false);
        Log.ClientConnected(settings.Log, settings.Address);
        link._keeping = link.KeepAsync(first);
        return link;
    }

    public async ValueTask DisposeAsync()
    {
        ClientConnection? connection;
        lock (_lock)
        {
            if (_disposing.IsCancellationRequested)
            {
                return;
            }

            _disposing.Cancel();
            connection = _current;
            if (connection is null)
            {
                _next.TrySetResult(null);
            }
        }

        if (connection is not null)
        {
            await connection.LeaveAsync("The client was disposed.").ConfigureAwait(false);
        }

        await _keeping.ConfigureAwait(false);
        _disposing.Dispose();
    }

    private async Task KeepAsync(ClientConnection first)
    {
        for (ClientConnection? connection = first; connection is not null; connection = await ReconnectAsync().ConfigureAwait(false))
        {
            lock (_lock)
            {
                if (_disposing.IsCancellationRequested)
                {
                    connection.Dispose();
                    return;
                }

                // One that was lost before it stood here has told so already.
                if (!connection.Ended.IsCompleted)
                {
                    _current = connection;
                    _next.TrySetResult(connection);
                }
            }

            await connection.Ended.ConfigureAwait(false);
            OnLost(connection);

            // A peer that takes connections and drops them is waited for as one that takes none.
            if (connection.HasAnswered)
            {
                _backoff.Reset();
            }

            if (!_disposing.IsCancellationRequested)
            {
                _lostAt = _settings.Time.GetTimestamp();
                Log.ClientLost(_settings.Log, _settings.Address, new LogText(connection.LastWords ?? "The peer ended it."));
            }
        }
    }

    private async Task<ClientConnection?> ReconnectAsync()
    {
        TimeSpan wait = _backoff.Next();
        while (!_disposing.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(wait, _settings.Time, _disposing.Token).ConfigureAwait(false);
                ClientConnection connection = await _dialer.ConnectAsync(OnLost, _disposing.Token).ConfigureAwait(false);
                Log.ClientReconnected(_settings.Log, _settings.Address, _settings.Time.GetElapsedTime(_lostAt).TotalSeconds);
                return connection;
            }
            catch (OperationCanceledException) when (_disposing.IsCancellationRequested)
            {
                break;
            }
            catch (PacketFlowException failure)
            {
                LastFailure = failure.Message;
                wait = _backoff.Next();
                wait = failure.RetryAfter > wait ? failure.RetryAfter.Value : wait;
                Log.ClientCannotConnect(_settings.Log, _settings.Address, wait.TotalSeconds, new LogText(failure.Message));
            }
        }

        return null;
    }

    private void OnLost(ClientConnection connection)
    {
        lock (_lock)
        {
            if (_current != connection)
            {
                return;
            }

            _current = null;
            _next = NewTurn();
            if (_disposing.IsCancellationRequested)
            {
                _next.SetResult(null);
            }
        }
    }

    private static TaskCompletionSource<ClientConnection?> NewTurn() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
