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
    private readonly TaskCompletionSource _tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ClientConnection? _current;
    private TaskCompletionSource<ClientConnection?> _next = NewTurn();
    private long? _lostAt;
    private Task _keeping = Task.CompletedTask;

    private ClientLink(Dialer dialer, WireSettings settings, Backoff backoff)
    {
        _dialer = dialer;
        _settings = settings;
        _backoff = backoff;
    }

    /// <summary>The connection, or null while there is none.</summary>
    public ClientConnection? Current => _current;

    /// <summary>Which connection it is or was, from 1; 0 before the first.</summary>
    public int Number { get; private set; }

    /// <summary>Why the last try to connect failed, or null.</summary>
    public string? LastFailure { get; private set; }

    /// <summary>Done when it is known whether somebody is there: the first try to connect has ended.</summary>
    public Task Tried => _tried.Task;

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

    /// <summary>Connects in the background, and waits for a peer that is not there yet as for one that was lost.</summary>
    public static ClientLink Open(Dialer dialer, WireSettings settings, Backoff backoff)
    {
        var link = new ClientLink(dialer, settings, backoff);
        link._keeping = link.KeepAsync(first: null);
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

    private async Task KeepAsync(ClientConnection? first)
    {
        for (ClientConnection? connection = first ?? await ReconnectAsync(TimeSpan.Zero).ConfigureAwait(false);
            connection is not null;
            connection = await ReconnectAsync(_backoff.Next()).ConfigureAwait(false))
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
                    Number++;
                    _next.TrySetResult(connection);
                }
            }

            _tried.TrySetResult();

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

    private async Task<ClientConnection?> ReconnectAsync(TimeSpan wait)
    {
        while (!_disposing.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(wait, _settings.Time, _disposing.Token).ConfigureAwait(false);
                ClientConnection connection = await _dialer.ConnectAsync(OnLost, _disposing.Token).ConfigureAwait(false);
                TellConnected();
                return connection;
            }
            catch (OperationCanceledException) when (_disposing.IsCancellationRequested)
            {
                break;
            }
            catch (PacketFlowException failure)
            {
                LastFailure = failure.Message;
                _tried.TrySetResult();
                wait = _backoff.Next();
                wait = failure.RetryAfter > wait ? failure.RetryAfter.Value : wait;
                Log.ClientCannotConnect(_settings.Log, _settings.Address, wait.TotalSeconds, new LogText(failure.Message));
            }
        }

        return null;
    }

    private void TellConnected()
    {
        if (_lostAt is { } lostAt)
        {
            Log.ClientReconnected(_settings.Log, _settings.Address, _settings.Time.GetElapsedTime(lostAt).TotalSeconds);
        }
        else
        {
            Log.ClientConnected(_settings.Log, _settings.Address);
        }
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
