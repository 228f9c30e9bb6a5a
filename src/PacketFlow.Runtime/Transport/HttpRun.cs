using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>
/// Hands the atoms of a request to the reactor, one after the other, on a thread that is not the request's. The quick ones run there; when
/// one holds the thread, another goes on with the rest.
/// </summary>
/// <param name="exchange">The request.</param>
/// <param name="first">The atom to begin with.</param>
internal sealed class HttpRun(HttpExchange exchange, int first) : InlineHost, IWatched, IThreadPoolWorkItem
{
    private const int Outside = 0;
    private const int InHandler = 1;
    private const int Answering = 2;
    private const int Taken = 3;

    private readonly Scratch _results = new();
    private int _next = first;
    private Reaction? _reaction;
    private long _now;
    private int _phase;
    private int _calls;
    private CallWatch _watch;

    private bool IsTaken => Volatile.Read(ref _phase) == Taken;

    public void Execute()
    {
        try
        {
            Run(exchange.Reactor.Watchdog);
        }
        catch (Exception fault)
        {
            // Of ours, and this request's alone: on a thread of the pool it would end the process.
            exchange.Break(fault);
        }
    }

    public bool Look(long now, int patience)
    {
        if (Volatile.Read(ref _phase) != InHandler)
        {
            return IsTaken;
        }

        _watch.Look(_calls);
        if (_watch.IsHeld(patience) && Interlocked.CompareExchange(ref _phase, Taken, InHandler) == InHandler)
        {
            Reaction held = _reaction!;
            var rest = new HttpRun(exchange, _next);
            exchange.Reactor.TakeFromThread(held);
            ThreadPool.UnsafeQueueUserWorkItem(rest, preferLocal: false);
        }

        return IsTaken;
    }

    private void Run(Watchdog watchdog)
    {
        watchdog.Enter(this);
        try
        {
            _now = exchange.Reactor.Time.GetTimestamp();
            while (!IsTaken && _next < exchange.Count)
            {
                Reaction reaction = _reaction ??= exchange.NewReaction();
                exchange.Submit(reaction, _next++, this, _now);
                if (_phase != Taken)
                {
                    _phase = Outside;
                    _reaction?.Reset();
                }
            }

            if (!IsTaken)
            {
                exchange.LetGo();
            }
        }
        finally
        {
            watchdog.Leave(this);
        }
    }

    public override void Enter()
    {
        _calls++;
        Volatile.Write(ref _phase, InHandler);
    }

    public override bool TryClaim() => Interlocked.CompareExchange(ref _phase, Answering, InHandler) == InHandler;

    public override PacketWriter BeginResult(Reaction reaction) => HttpExchange.AnswerOf(reaction).Begin(_results);

    public override void EndResult(Reaction reaction, ref PacketWriter writer)
    {
        _now = reaction.Ended;
        exchange.Complete(reaction);
    }

    public override void Fail(Reaction reaction, in AtomError error) => exchange.Fail(reaction, error);

    /// <summary>The atom goes on by itself; the next one gets another object.</summary>
    public override void Leave(Reaction reaction) => _reaction = null;
}
