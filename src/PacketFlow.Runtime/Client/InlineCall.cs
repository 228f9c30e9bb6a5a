using System.Buffers;
using System.Runtime.CompilerServices;
using PacketFlow.Observability;
using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Client;

/// <summary>
/// A call in this process that may be over before the caller has to wait: the handler runs on the caller's thread, and the result is read
/// from the bytes that it wrote. A thread keeps some for each type of result, as deep as its handlers call each other.
/// </summary>
internal sealed class InlineCall<TOut> : WatchedCall
{
    [ThreadStatic]
    private static InlineCall<TOut>? t_idle;

    private InlineCall<TOut>? _nextIdle;
    private Reaction? _reaction;
    private Scratch _sent = new();
    private Scratch _result = new();
    private AtomError? _error;
    private Formatter<TOut> _formatter = null!;
    private PendingCall<TOut>? _pending;

    /// <summary>A handler that calls another runs it on its own stack, as long as there is room.</summary>
    public override bool MayRun => RuntimeHelpers.TryEnsureSufficientExecutionStack();

    public static ValueTask<TOut> SendAsync<TIn>(
        LocalReactor reactor, InProcessCaller caller, ElementSite site, in AtomRequest<TIn, TOut> request, CancellationToken cancellationToken)
    {
        InlineCall<TOut> call = t_idle ?? new InlineCall<TOut>();
        t_idle = call._nextIdle;
        try
        {
            return call.Send(reactor, caller, site, request, cancellationToken);
        }
        finally
        {
            call._nextIdle = t_idle;
            t_idle = call;
        }
    }

    public override PacketWriter BeginResult(Reaction reaction) => new(_result);

    public override void EndResult(Reaction reaction, ref PacketWriter writer)
    {
    }

    public override void Fail(Reaction reaction, in AtomError error) => _error = error;

    public override void Leave(Reaction reaction)
    {
        _pending = new PendingCall<TOut>(_formatter);
        reaction.Tag = _pending;
        _reaction = null;
    }

    protected override Reaction TakeAway()
    {
        Reaction held = _reaction!;
        Leave(held);
        return held;
    }

    private ValueTask<TOut> Send<TIn>(
        LocalReactor reactor, InProcessCaller caller, ElementSite site, in AtomRequest<TIn, TOut> request, CancellationToken cancellationToken)
    {
        _formatter = request.ResultFormatter;
        Reaction reaction = _reaction is { } kept && kept.Caller == caller ? kept : new Reaction(reactor, caller);
        _reaction = reaction;
        Begin(reactor);
        try
        {
            PacketCodec.Serialize(_sent, request.Payload, request.PayloadFormatter);
            int length = _sent.Length;
            if (AtomActivities.IsOn)
            {
                _sent.Write(AtomActivities.Current(stackalloc byte[TraceParent.Length]));
            }

            reaction.Take(_sent.Bytes, length, _sent.Length - length, request.Options, cancellationToken);
            reactor.Accept(reaction, site, this, reactor.Time.GetTimestamp());
            return Outcome(reaction, cancellationToken);
        }
        finally
        {
            // What was taken away may still read its payload.
            _sent = IsTaken ? new Scratch() : _sent.Emptied();
            _result = _result.Emptied();
            _error = null;
            _pending = null;
            _reaction?.Reset();
            End();
        }
    }

    private ValueTask<TOut> Outcome(Reaction reaction, CancellationToken cancellationToken)
    {
        if (_pending is { } pending)
        {
            if (cancellationToken.CanBeCanceled)
            {
                pending.CancelWith(reaction, cancellationToken);
            }

            return pending.Task;
        }

        return _error is { } error
            ? ValueTask.FromException<TOut>(error.ToException(reaction.Id))
            : new ValueTask<TOut>(PacketCodec.Deserialize(_result.Written, _formatter));
    }
}
