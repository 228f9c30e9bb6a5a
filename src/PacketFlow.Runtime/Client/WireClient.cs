using PacketFlow.CompilerServices;
using PacketFlow.Molecules;
using PacketFlow.Reactor;

namespace PacketFlow.Client;

/// <summary>Submits to a reactor or gateway elsewhere. It never sends an atom twice.</summary>
internal sealed class WireClient : AtomClient, IAsyncDisposable
{
    /// <summary>What a peer may take for its answer beyond the atom's timeout.</summary>
    private const double GraceSeconds = 2;

    /// <summary>46 days: no timer takes more.</summary>
    private const double MaxSeconds = 4e6;

    private readonly ClientLink _link;
    private readonly WireSettings _settings;
    private readonly TimeSpan? _defaultTimeout;
    private readonly WaitingRoom _waiting;

    private WireClient(ClientLink link, WireSettings settings, PacketFlowClientOptions options)
    {
        _link = link;
        _settings = settings;
        _defaultTimeout = options.DefaultTimeout;
        _waiting = new WaitingRoom(link, settings, options.MaxWaitingBytes);
    }

    public override IRunDoor Runs => field ??= new ClientRunDoor(this);

    /// <summary>Connects for the first time.</summary>
    /// <exception cref="PacketFlowException">There is nobody, or nobody who speaks the protocol with this client.</exception>
    public static async Task<WireClient> ConnectAsync(string address, PacketFlowClientOptions options, CancellationToken cancellationToken)
    {
        options.Validate();
        var settings = new WireSettings(address, options);
        var dialer = new Dialer(ServerAddress.Parse(address), settings);
        var backoff = new Backoff(options.ReconnectDelay, options.MaxReconnectDelay, options.Random);
        return new WireClient(await ClientLink.ConnectAsync(dialer, settings, backoff, cancellationToken).ConfigureAwait(false), settings, options);
    }

    /// <summary>Connects in the background: what is submitted meanwhile waits as it does for a connection that was lost.</summary>
    public static WireClient Open(ServerAddress address, PacketFlowClientOptions options)
    {
        options.Validate();
        var settings = new WireSettings(address.Text, options);
        var backoff = new Backoff(options.ReconnectDelay, options.MaxReconnectDelay, options.Random);
        return new WireClient(ClientLink.Open(new Dialer(address, settings), settings, backoff), settings, options);
    }

    /// <summary>Whether there is a connection.</summary>
    public bool IsConnected => _link.Current is not null;

    /// <summary>Which connection it is or was, from 1; 0 before the first.</summary>
    public int ConnectionNumber => _link.Number;

    /// <summary>Why the last try to connect failed, or null.</summary>
    public string? LastFailure => _link.LastFailure;

    /// <summary>Done when it is known whether somebody is there: the first try to connect has ended.</summary>
    public Task Tried => _link.Tried;

    /// <summary>Done when there is a connection, or will be none any more.</summary>
    public Task ConnectedAsync() => _link.ConnectedAsync();

    /// <summary>Ends what is on its way, and the connection.</summary>
    public ValueTask DisposeAsync() => _link.DisposeAsync();

    // Ids that the caller gives are the caller's to repeat: what comes for them is told apart by messages of their own.
    protected override AtomClient DoorOfBatch(SubmitOptions options) => options.Id is null ? new WireBatch(this, _settings.Time, options) : this;

    protected override ValueTask<TOut> SendAsync<TIn, TOut>(in AtomRequest<TIn, TOut> request, CancellationToken cancellationToken) =>
        SendAsync(request, null, cancellationToken);

    /// <summary>Sends an atom, by itself or with others of its batch.</summary>
    public ValueTask<TOut> SendAsync<TIn, TOut>(in AtomRequest<TIn, TOut> request, WireBatch? batch, CancellationToken cancellationToken)
    {
        SubmitOptions options = request.Options;
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromException<TOut>(ReactorErrors.Cancelled.ToException(options.Id));
        }

        TimeSpan? timeout = options.Timeout ?? _defaultTimeout;
        var submit = new Submission(request.Group, request.Element, options, timeout?.TotalSeconds ?? 0, batch);
        double seconds = Math.Clamp(timeout?.TotalSeconds ?? LongestRun(request.Group, request.Element, request.Known), 0, MaxSeconds);
        long now = _settings.Time.GetTimestamp();

        WireCall<TOut> call = WireCall<TOut>.Rent(request.ResultFormatter);
        call.GivenId = options.Id;
        call.Number = options.Id is null ? _settings.Ids.Next() : 0;
        call.IsIdempotent = request.Known is { Idempotent: true };
        long due = now + Ticks(seconds + GraceSeconds);
        if (_link.Current is { IsCrowded: false } connection)
        {
            call.Connection = connection;
            if (connection.Calls.TryAdd(call, due))
            {
                return Send(connection, call, due, submit, request.Payload, request.PayloadFormatter, cancellationToken);
            }
        }

        byte[] encoded;
        try
        {
            encoded = Encode(request.Payload, request.PayloadFormatter);
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
        ClientConnection connection = await _waiting.EnterAsync(call, payload.Length, id, until, due, cancellationToken).ConfigureAwait(false);
        
        // What waited comes alone, behind its burst.
        return await Send(connection, call, due, submit with { Batch = null }, payload, RawFormatter.Instance, cancellationToken).ConfigureAwait(false);
    }

    // What a caller does not know of an element only its reactor does: such an atom is given the most that it may have.
    private static double LongestRun(AtomGroup group, string element, Element? known) =>
        known?.Timeout.TotalSeconds ?? PeriodicTable.MaximumTimeoutSeconds(group, element);

    private long Ticks(double seconds) => (long)(seconds * _settings.Time.TimestampFrequency);
}
