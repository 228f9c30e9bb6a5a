using System.Net.Sockets;
using PacketFlow.CompilerServices;
using PacketFlow.Molecules;
using PacketFlow.Reactor;

namespace PacketFlow.Client;

/// <summary>Submits to a reactor or gateway elsewhere, and keeps the connection to it. It never sends an atom twice.</summary>
internal sealed class WireClient : AtomClient, IAsyncDisposable
{
    /// <summary>What a peer may take for its answer beyond the atom's timeout.</summary>
    private const double GraceSeconds = 2;

    /// <summary>46 days: no timer takes more.</summary>
    private const double MaxSeconds = 4e6;

    private readonly Lock _lock = new();
    private readonly Dialer _dialer;
    private readonly WireSettings _settings;
    private readonly Backoff _backoff;
    private readonly TimeSpan? _defaultTimeout;
    private readonly CancellationTokenSource _disposing = new();
    private ClientConnection? _connection;
    private TaskCompletionSource<ClientConnection?> _connected = NewTurn();
    private string? _lastFailure;
    private Task _keeping = Task.CompletedTask;

    public override IRunDoor Runs => field ??= new ClientRunDoor(this);

    private WireClient(Dialer dialer, WireSettings settings, Backoff backoff, TimeSpan? defaultTimeout)
    {
        _dialer = dialer;
        _settings = settings;
        _backoff = backoff;
        _defaultTimeout = defaultTimeout;
    }

    /// <summary>Connects for the first time.</summary>
    /// <exception cref="PacketFlowException">There is nobody; the code is PF503.</exception>
    public static async Task<WireClient> ConnectAsync(string address, PacketFlowClientOptions options, CancellationToken cancellationToken)
    {
        options.Validate();
        var settings = new WireSettings
        {
            Address = address,
            Time = options.TimeProvider,
            MaxInFlight = options.MaxInFlight,
            MaxFrameBytes = options.MaxFrameBytes,
        };
        var client = new WireClient(
            new Dialer(address, options.MaxFrameBytes, options.TimeProvider), settings, new Backoff(options.ReconnectDelay, options.MaxReconnectDelay), options.DefaultTimeout);
        try
        {
            client._keeping = client.KeepConnectedAsync(await client._dialer.ConnectAsync(settings, client.OnLost, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception failure) when (failure is SocketException or TimeoutException)
        {
            throw new PacketFlowException(ErrorCodes.Unavailable, ErrorCategory.Retryable, $"No connection to {address}: {failure.Message}", innerException: failure);
        }

        return client;
    }

    /// <summary>Ends what is on its way, and the connection.</summary>
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
            connection = _connection;
            if (connection is null)
            {
                _connected.TrySetResult(null);
            }
        }

        connection?.Close("The client was disposed.");
        await _keeping.ConfigureAwait(false);
        _disposing.Dispose();
    }

    protected override ValueTask<TOut> SendAsync<TIn, TOut>(
        AtomGroup group,
        string element,
        Element? known,
        TIn payload,
        Formatter<TIn> payloadFormatter,
        Formatter<TOut> resultFormatter,
        SubmitOptions options,
        CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromException<TOut>(ReactorErrors.Cancelled.ToException(options.Id));
        }

        TimeSpan? timeout = options.Timeout ?? _defaultTimeout;
        var submit = new Submission(group, element, options, timeout?.TotalSeconds ?? 0);
        double seconds = Math.Clamp(timeout?.TotalSeconds ?? LongestRun(group, element, known), 0, MaxSeconds);
        long now = _settings.Time.GetTimestamp();

        WireCall<TOut> call = WireCall<TOut>.Rent(resultFormatter);
        call.GivenId = options.Id;
        call.Number = options.Id is null ? _settings.Ids.Next() : 0;
        call.IsIdempotent = known is { Idempotent: true };
        long due = now + Ticks(seconds + GraceSeconds);
        if (_connection is { } connection)
        {
            call.Connection = connection;
            if (connection.Calls.TryAdd(call, due))
            {
                return Send(connection, call, due, submit, payload, payloadFormatter, cancellationToken);
            }
        }

        byte[] encoded;
        try
        {
            encoded = Encode(payload, payloadFormatter);
        }
        catch (Exception unwritable)
        {
            return ValueTask.FromException<TOut>(unwritable);
        }

        return SendLaterAsync(call, submit, encoded, now + Ticks(Math.Min(seconds, options.Ttl?.TotalSeconds ?? seconds)), due, cancellationToken);
    }

    private static byte[] Encode<TIn>(TIn payload, Formatter<TIn> formatter)
    {
        Scratch scratch = Scratch.Rent();
        try
        {
            PacketCodec.Serialize(scratch, payload, formatter);
            return scratch.Written.ToArray();
        }
        finally
        {
            scratch.Return();
        }
    }

    private static ValueTask<TOut> Send<TIn, TOut>(
        ClientConnection connection, WireCall<TOut> call, long due, in Submission submit, TIn payload, Formatter<TIn> formatter, CancellationToken cancellationToken)
    {
        try
        {
            connection.Send(call, due, submit, payload, formatter);
        }
        catch (Exception unwritable)
        {
            // The caller's types and formatters may throw what they like; only if the connection was faster is there another answer.
            if (connection.Calls.Take(call.Sequence) is null)
            {
                return call.Task;
            }

            call.Return();
            return ValueTask.FromException<TOut>(unwritable);
        }

        if (cancellationToken.CanBeCanceled)
        {
            call.CancelWith(cancellationToken);
        }

        return call.Task;
    }

    // There is no connection, or no room in it: the atom waits, unsent, as long as it may.
    private async ValueTask<TOut> SendLaterAsync<TOut>(
        WireCall<TOut> call, Submission submit, ReadOnlyMemory<byte> payload, long until, long due, CancellationToken cancellationToken)
    {
        string id = call.GivenId ?? _settings.Ids.Text(call.Number);
        while (true)
        {
            ClientConnection connection = await WithinAsync(_connected.Task, until, id, cancellationToken).ConfigureAwait(false)
                ?? throw ClientErrors.Disposed.ToException(id);
            TaskCompletionSource<int> room = connection.Calls.WaitForRoom();
            int slot;
            try
            {
                slot = await WithinAsync(room.Task, until, id, cancellationToken).ConfigureAwait(false);
            }
            catch (PacketFlowException)
            {
                if (!room.TrySetCanceled(CancellationToken.None) && await room.Task.ConfigureAwait(false) is var late and >= 0)
                {
                    connection.Calls.GiveBack(late);
                }

                throw;
            }

            call.Connection = connection;
            if (slot >= 0 && connection.Calls.TryAddAt(slot, call, due))
            {
                return await Send(connection, call, due, submit, payload, RawFormatter.Instance, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<T> WithinAsync<T>(Task<T> task, long until, string id, CancellationToken cancellationToken)
    {
        try
        {
            TimeSpan left = _settings.Time.GetElapsedTime(_settings.Time.GetTimestamp(), until);
            return await task.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, _settings.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw (_connection is null ? ClientErrors.NotConnected(_settings.Address, _lastFailure) : ClientErrors.NoRoom(_settings.MaxInFlight)).ToException(id);
        }
        catch (OperationCanceledException)
        {
            throw ReactorErrors.Cancelled.ToException(id);
        }
    }

    private async Task KeepConnectedAsync(ClientConnection first)
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

                _connection = connection;
                _connected.TrySetResult(connection);
            }

            await connection.RunAsync().ConfigureAwait(false);

            // A peer that takes connections and drops them is waited for as one that takes none.
            if (connection.HasAnswered)
            {
                _backoff.Reset();
            }
        }
    }

    private async Task<ClientConnection?> ReconnectAsync()
    {
        while (!_disposing.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(_backoff.Next(), _settings.Time, _disposing.Token).ConfigureAwait(false);
                return await _dialer.ConnectAsync(_settings, OnLost, _disposing.Token).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is SocketException or TimeoutException)
            {
                _lastFailure = failure.Message;
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        return null;
    }

    private void OnLost(ClientConnection connection)
    {
        lock (_lock)
        {
            if (_connection != connection)
            {
                return;
            }

            _connection = null;
            _connected = NewTurn();
            if (_disposing.IsCancellationRequested)
            {
                _connected.SetResult(null);
            }
        }
    }

    private static TaskCompletionSource<ClientConnection?> NewTurn() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // What a caller does not know of an element only its reactor does: such an atom is given the most that it may have.
    private static double LongestRun(AtomGroup group, string element, Element? known) =>
        known?.Timeout.TotalSeconds ?? PeriodicTable.MaximumTimeoutSeconds(group, element);

    private long Ticks(double seconds) => (long)(seconds * _settings.Time.TimestampFrequency);
}
