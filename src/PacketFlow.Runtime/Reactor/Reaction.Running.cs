using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using PacketFlow.Observability;

namespace PacketFlow.Reactor;

internal sealed partial class Reaction
{
    private const int Suspended = 1;
    private const int EndedEarly = 2;

    private AsyncServiceScope? _scope;
    private Activity? _activity;
    private string? _failedWith;
    private ValueTask _pending;
    private InlineHost? _host;
    private int _hostThread;
    private bool _isKept;
    private int _suspension;

    /// <summary>When it came.</summary>
    public long Arrived { get; private set; }

    /// <summary>When its handler was called; zero before.</summary>
    public long Started { get; private set; }

    /// <summary>When it ended.</summary>
    public long Ended { get; private set; }

    /// <summary>How long it has run.</summary>
    public long DurationMilliseconds => Started == 0 ? 0 : (long)reactor.Time.GetElapsedTime(Started, Ended).TotalMilliseconds;

    /// <summary>When it must be done.</summary>
    public long Deadline { get; private set; }

    /// <summary>The timeout that stands in place of a longer one that was asked for; zero when none does.</summary>
    public double ClampedSeconds { get; private set; }

    public Reaction? NextInQueue { get; set; }

    /// <summary>Sets where it goes and until when.</summary>
    public void Assign(ElementSite site, long now)
    {
        Site = site;
        Arrived = now;
        Started = 0;
        ClampedSeconds = 0;
        double seconds = _fields.Atom.TimeoutSeconds;
        if (seconds > site.MaxSeconds)
        {
            ClampedSeconds = seconds = site.MaxSeconds;
        }

        Deadline = now + (seconds > 0 ? reactor.Ticks(seconds) : site.DefaultTicks);
    }

    /// <summary>Runs on the thread that brought it, which goes on when the handler returns or has to be waited for.</summary>
    public void RunIn(InlineHost host, long now)
    {
        _host = host;
        _hostThread = Environment.CurrentManagedThreadId;
        _holder = Begun;
        host.Enter();
        Run(now);
    }

    /// <summary>Its turn has come, on a thread of its lane.</summary>
    public void Execute()
    {
        if (IsAnswered || !TryBegin())
        {
            Site.Lane.Leave(this);
            return;
        }

        Run(reactor.Time.GetTimestamp());
    }

    /// <summary>Keeps what it needs, for it will not run where it came in.</summary>
    public void Wait()
    {
        KeepMessage();
        _suspension = Suspended;
    }

    private void Run(long now)
    {
        Started = now;
        Ended = 0;
        if (_host is null)
        {
            reactor.Watchdog.Enter(this);
        }

        if (AtomActivities.IsOn)
        {
            ReadOnlySpan<byte> trace = _fields.Atom.TraceParent.In(Bytes);
            _activity = AtomActivities.Start(Site.Element, trace.IsEmpty ? RequestTrace : trace);
        }

        ValueTask pending;
        try
        {
            pending = Invoke();
            if (pending.IsCompleted)
            {
                pending.GetAwaiter().GetResult();
                FailIfSilent();
                Finish();
                return;
            }
        }
        catch (Exception failure)
        {
            Fail(failure);
            Finish();
            return;
        }

        Suspend(pending);
    }

    // A middleware that neither went on nor threw.
    private void FailIfSilent()
    {
        if (!_isWriting)
        {
            throw new InvalidOperationException($"A middleware around {Site.Element} returned without calling next.");
        }
    }

    private ValueTask Invoke()
    {
        if (Site.IsScoped)
        {
            _scope = reactor.Services.CreateAsyncScope();
        }

        return Site.Middleware.Length == 0 ? InvokeHandler() : MiddlewareChain.Around(Site.Middleware, _ => InvokeHandler())(Context);
    }

    private ValueTask InvokeHandler()
    {
        ReadOnlySpan<byte> bytes = Payload;
        var payload = new PacketReader(bytes.IsEmpty ? Nil : bytes, reactor.MaxDepth);
        return Site.InvokeAsync(ref payload, this);
    }

    private static ReadOnlySpan<byte> Nil => [0xC0];

    private void Finish()
    {
        if (_host is null)
        {
            Volatile.Write(ref _isOver, true);
            LeaveWatchdog();
        }

        Site.Quickness.Measure((Ended != 0 ? Ended : reactor.Time.GetTimestamp()) - Started);
        End();
    }

    // The handler has to be waited for. It may be done by now, on another thread: then its result lies here.
    private void Suspend(ValueTask pending)
    {
        Site.Quickness.Measure(reactor.Time.GetTimestamp() - Started);
        if (_host is null)
        {
            LeaveWatchdog();
        }
        else if (_host.TryClaim())
        {
            InlineHost host = _host;
            _host = null;
            KeepMessage();
            host.Leave(this);
            reactor.Track(this, hasStarted: true);
        }
        else
        {
            LeaveTakenHost();
        }

        if (Interlocked.CompareExchange(ref _suspension, Suspended, 0) == EndedEarly)
        {
            DeliverEarly();
        }

        _pending = pending;
        pending.GetAwaiter().UnsafeOnCompleted(Resume);
    }

    private void Resume()
    {
        Volatile.Write(ref _isOver, true);
        try
        {
            _pending.GetAwaiter().GetResult();
            FailIfSilent();
        }
        catch (Exception failure)
        {
            Fail(failure);
        }

        End();
    }

    // The handler is over, whoever has answered.
    private void End()
    {
        LetGo();
        Site.Lane.Leave(this);
        if (_activity is { } activity)
        {
            _activity = null;
            AtomActivities.End(activity, _failedWith);
        }

        if (_scope is { } scope)
        {
            _scope = null;
            ValueTask disposed = scope.DisposeAsync();
            if (!disposed.IsCompletedSuccessfully)
            {
                _ = reactor.ObserveAsync(disposed, Site.Element);
            }
        }
    }
}
