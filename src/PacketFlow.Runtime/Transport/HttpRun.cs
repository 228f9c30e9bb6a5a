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

    private int _next = first;
    private Reaction? _reaction;
    private int _phase;
    private int _calls;
    private int _callsSeen;

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

    /// <summary>The same call at two looks in a row has held the thread for a whole period.</summary>
    public bool Look(long now)
    {
        if (Volatile.Read(ref _phase) != InHandler)
        {
            return IsTaken;
        }

        int calls = _calls;
        if (calls == _callsSeen && Interlocked.CompareExchange(ref _phase, Taken, InHandler) == InHandler)
        {
            Reaction held = _reaction!;
            var rest = new HttpRun(exchange, _next);
            exchange.Reactor.Track(held, hasStarted: true);
            exchange.Reactor.Observer.HeldItsThread(held.Site.Element);
            ThreadPool.UnsafeQueueUserWorkItem(rest, preferLocal: false);
        }

        _callsSeen = calls;
        return IsTaken;
    }

    private void Run(Watchdog watchdog)
    {
        watchdog.Enter(this);
        try
        {
            while (!IsTaken && _next < exchange.Count)
            {
                _phase = Outside;
                _reaction = exchange.Take(_next);
                exchange.Submit(_reaction, _next++, this);
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

    public override PacketWriter BeginResult(Reaction reaction) => HttpExchange.AnswerOf(reaction).Begin();

    public override void EndResult(Reaction reaction, ref PacketWriter writer) => exchange.Complete(reaction);

    public override void Fail(Reaction reaction, in AtomError error) => exchange.Fail(reaction, error);

    public override void Leave(Reaction reaction)
    {
    }
}
