using System.Runtime.CompilerServices;
using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Client;

/// <summary>
/// A call in this process that may be over before the caller has to wait: the handler runs on the caller's thread, and the result is read
/// from the bytes that it wrote. A thread keeps one for each type of result.
/// </summary>
internal sealed class InlineCall<TOut> : InlineHost
{
    [ThreadStatic]
    private static InlineCall<TOut>? t_idle;

    private Reaction? _reaction;
    private Scratch? _result;
    private AtomError? _error;
    private Formatter<TOut> _formatter = null!;
    private PendingCall<TOut>? _pending;

    /// <summary>A handler that calls another runs it on its own stack, as long as there is room.</summary>
    public override bool MayRun => RuntimeHelpers.TryEnsureSufficientExecutionStack();

    public override bool TryClaim() => true;

    public static ValueTask<TOut> SendAsync<TIn>(
        LocalReactor reactor, InProcessCaller caller, ElementSite site, TIn payload, Formatter<TIn> payloadFormatter, Formatter<TOut> resultFormatter, SubmitOptions options, CancellationToken cancellationToken)
    {
        InlineCall<TOut> call = t_idle ?? new InlineCall<TOut>();
        t_idle = null;
        try
        {
            return call.Send(reactor, caller, site, payload, payloadFormatter, resultFormatter, options, cancellationToken);
        }
        finally
        {
            t_idle = call;
        }
    }

    public override PacketWriter BeginResult(Reaction reaction) => new(_result = Scratch.Rent());

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

    private ValueTask<TOut> Send<TIn>(
        LocalReactor reactor, InProcessCaller caller, ElementSite site, TIn payload, Formatter<TIn> payloadFormatter, Formatter<TOut> resultFormatter, SubmitOptions options, CancellationToken cancellationToken)
    {
        _formatter = resultFormatter;
        Reaction reaction = _reaction is { } kept && kept.Caller == caller ? kept : new Reaction(reactor, caller);
        _reaction = reaction;
        Scratch sent = Scratch.Rent();
        try
        {
            PacketCodec.Serialize(sent, payload, payloadFormatter);
            reaction.Take(sent.Bytes, sent.Length, options, cancellationToken);
            reactor.Accept(reaction, site, this, reactor.Time.GetTimestamp());
            return Outcome(reaction, cancellationToken);
        }
        finally
        {
            sent.Return();
            _result?.Return();
            _result = null;
            _error = null;
            _pending = null;
            _reaction?.Reset();
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
            : new ValueTask<TOut>(PacketCodec.Deserialize(_result!.Written, _formatter));
    }
}
