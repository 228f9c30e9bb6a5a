using System.Text;
using PacketFlow.CompilerServices;
using PacketFlow.Observability;
using PacketFlow.Protocol;

namespace PacketFlow.Reactor;

/// <summary>
/// One atom's way through the reactor: what it is, where it runs, and its one answer. While it runs at once its bytes are those of
/// the buffer that they arrived in; from when it has to wait it keeps a copy.
/// </summary>
internal sealed partial class Reaction(LocalReactor reactor, Caller caller) : AtomCall
{
    /// <summary>A message has so many bytes around its fields at most, or others before it.</summary>
    private const int MostBetween = 256;

    private byte[] _message = [];
    private int _start;
    private MessageFields _fields;
    private string? _id;
    private string? _correlationId;
    private string? _routingKey;
    private AtomContext? _context;
    private CancellationTokenSource? _cancel;

    public Caller Caller => caller;

    /// <summary>What the caller knows the atom by: a message's sequence.</summary>
    public uint Sequence => _fields.Sequence;

    /// <summary>Who on the other side sent it, for the reply's address.</summary>
    public ushort Source => _fields.Source;

    /// <summary>Whether its answer is JSON.</summary>
    public bool IsText { get; set; }

    /// <summary>What else the caller keeps with it.</summary>
    public object? Tag { get; set; }

    /// <summary>The trace context of the request that it came in, for one that brings none itself.</summary>
    public byte[] RequestTrace { get; init; } = [];

    /// <summary>The token of a caller in this process.</summary>
    public CancellationToken CallerToken { get; private set; }

    public ElementSite Site { get; private set; } = null!;

    /// <summary>The message that it came in. A parser fills it in place: copying it would cost as much as reading it.</summary>
    public ref MessageFields Message => ref _fields;

    public ref readonly AtomFields Fields => ref _fields.Atom;

    /// <summary>From 1 to 10.</summary>
    public int Priority => _fields.Atom.Priority != 0 ? _fields.Atom.Priority : Site.Element.Priority;

    /// <summary>Where its fields stand.</summary>
    public ReadOnlySpan<byte> Bytes => _message.AsSpan(_start);

    public ReadOnlySpan<byte> Payload => _fields.Atom.Payload.In(Bytes);

    /// <summary>The id's bytes; empty when the sender left it to us.</summary>
    public ReadOnlySpan<byte> IdBytes => _fields.Atom.Id.In(Bytes);

    /// <summary>Whether its sender gave it an id.</summary>
    public bool IsNamed => _id is not null || !_fields.Atom.Id.IsEmpty;

    /// <summary>The id. Most atoms end without anybody having asked for it as a string.</summary>
    public string Id => _id ??= _fields.Atom.Id.IsEmpty ? Guid.CreateVersion7().ToString("n") : Encoding.UTF8.GetString(IdBytes);

    public string? CorrelationId => _correlationId ??= Text(_fields.Atom.CorrelationId);

    /// <summary>What chooses among the peers that have its element, in its id's place.</summary>
    public string? RoutingKey => _routingKey ??= Text(_fields.Atom.RoutingKey);

    public string? IdempotencyKey { get; private set; }

    /// <summary>The key that it runs under, in a lane that has keys.</summary>
    public SerialKey? Key { get; set; }

    /// <summary>What a key's repetitions wait for, when it has a key.</summary>
    public RememberedResult? Remembered { get; set; }

    public override object? Target => Site.Target(_scope?.ServiceProvider);

    public override CancellationToken Cancellation
    {
        get
        {
            CancellationTokenSource source = _cancel ??= CancellationTokenSource.CreateLinkedTokenSource(CallerToken);
            if (IsAnswered)
            {
                source.Cancel();
            }

            return source.Token;
        }
    }

    public override AtomContext Context => _context ??= new AtomContext
    {
        Id = Id,
        Group = Site.Element.Group,
        Element = _fields.Atom.Element.IsEmpty ? Site.Element.Name : Text(_fields.Atom.Element)!,
        Priority = Priority,
        CorrelationId = CorrelationId,
        IdempotencyKey = IdempotencyKey,
        RoutingKey = RoutingKey,
        Attempt = Math.Max(1, _fields.Atom.Attempt),
        Caller = caller.Name,
        Deadline = reactor.Time.GetUtcNow() + reactor.Time.GetElapsedTime(reactor.Time.GetTimestamp(), Deadline),
        Client = reactor.ClientFor(reactor, this),
        Services = _scope?.ServiceProvider ?? reactor.Services,
    };

    /// <summary>What a peer is told that runs it, beside what a handler sees. Only where the handler begins: the trace is that of its span.</summary>
    public HandedOn ToHandOn()
    {
        scoped ReadOnlySpan<byte> trace = _fields.Atom.TraceParent.In(Bytes);
        Span<byte> own = stackalloc byte[TraceParent.Length];
        trace = _activity is not null ? AtomActivities.Current(own) : trace.IsEmpty ? RequestTrace : trace;
        return new HandedOn(_fields.Atom.Attempt, TraceParent.TryParse(trace, out _) ? trace.ToArray() : []);
    }

    /// <summary>The keys held while this atom's handler runs, itself included.</summary>
    public HeldKey? Held => Key is { } key ? new HeldKey(key, caller.Held) : caller.Held;

    /// <summary>Takes an atom from a buffer.</summary>
    public void Take(byte[] buffer, int start, in AtomFields fields, uint sequence, ushort source)
    {
        _fields.Atom = fields;
        _fields.Sequence = sequence;
        _fields.Source = source;
        Take(buffer, start);
    }

    /// <summary>Takes the atom of <see cref="Message"/>.</summary>
    public void Take(byte[] buffer, int start)
    {
        _message = buffer;
        _start = start;
        IdempotencyKey = Text(_fields.Atom.IdempotencyKey);
    }

    /// <summary>Takes what a client in this process said beside the payload.</summary>
    /// <param name="message">The payload, and behind it the caller's trace context.</param>
    /// <param name="length">How long the payload is.</param>
    /// <param name="traceLength">How long the trace context is.</param>
    /// <param name="options">What is said about the atom.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public void Take(byte[] message, int length, int traceLength, SubmitOptions options, CancellationToken cancellationToken)
    {
        _message = message;
        _start = 0;
        _fields = default;
        _fields.Atom.Payload = new Slice(0, length);
        _fields.Atom.TraceParent = new Slice(length, traceLength);
        CallerToken = cancellationToken;
        _id = options.Id;
        _correlationId = options.CorrelationId;
        _routingKey = options.RoutingKey;
        IdempotencyKey = options.IdempotencyKey;
        _fields.Atom.Priority = options.Priority ?? 0;
        _fields.Atom.Attempt = options.Attempt;
        _fields.Atom.TimeoutSeconds = options.Timeout?.TotalSeconds ?? 0;
        _fields.Atom.TtlSeconds = options.Ttl?.TotalSeconds ?? 0;
    }

    /// <summary>Makes it ready for the next atom. Only for one that ended where it began: nobody else has it.</summary>
    public void Reset()
    {
        _message = [];
        _id = _correlationId = _routingKey = IdempotencyKey = null;
        _context = null;
        _cancel = null;
        Key = null;
        IsText = false;
        Tag = null;
        CallerToken = default;
        _host = null;
        _failedWith = null;
        _isWriting = false;
        _beside = 0;
    }

    // The bytes that it arrived in are about to be used again. Its payload is needed no more once the handler has it.
    private void KeepMessage()
    {
        if (_isKept)
        {
            return;
        }

        _isKept = true;
        if (_fields.Atom.TraceParent.Length > TraceParent.Longest)
        {
            _fields.Atom.TraceParent = default;
        }

        int end = 0, length = 0;
        foreach (Slice slice in (ReadOnlySpan<Slice>)[_fields.Atom.Id, _fields.Atom.Group, _fields.Atom.Element, _fields.Atom.Payload, _fields.Atom.CorrelationId, _fields.Atom.IdempotencyKey, _fields.Atom.TraceParent, _fields.Atom.RoutingKey])
        {
            end = Math.Max(end, slice.Start + slice.Length);
            length += slice.Length;
        }

        _message = end - length > MostBetween ? Gathered(length) : Bytes[..end].ToArray();
        _start = 0;
    }

    // The places of an atom in a batch count from where that begins, and all the others before it would be kept with it.
    private byte[] Gathered(int length)
    {
        byte[] own = new byte[length];
        int end = 0;
        ref AtomFields atom = ref _fields.Atom;
        Gather(ref atom.Id, own, ref end);
        Gather(ref atom.Group, own, ref end);
        Gather(ref atom.Element, own, ref end);
        Gather(ref atom.Payload, own, ref end);
        Gather(ref atom.CorrelationId, own, ref end);
        Gather(ref atom.IdempotencyKey, own, ref end);
        Gather(ref atom.TraceParent, own, ref end);
        Gather(ref atom.RoutingKey, own, ref end);
        return own;
    }

    private void Gather(ref Slice slice, byte[] own, ref int end)
    {
        slice.In(Bytes).CopyTo(own.AsSpan(end));
        slice = new Slice(end, slice.Length);
        end += slice.Length;
    }

    private string? Text(Slice slice) => slice.IsEmpty ? null : Encoding.UTF8.GetString(slice.In(Bytes));
}
