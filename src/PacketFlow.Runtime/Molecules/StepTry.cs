using System.Buffers;
using PacketFlow.CompilerServices;
using PacketFlow.Molecules.Core;
using PacketFlow.Reactor;

namespace PacketFlow.Molecules;

/// <summary>
/// A try under way: its time, how it is told to stop, and what its handler is given. One whose handler did not wait is used again, since
/// nobody holds it then; what any other was is never anything else.
/// </summary>
internal sealed class StepTry : AtomCall, IThreadPoolWorkItem
{
    private const int LargestKept = 64 * 1024;

    // As long as an atom's handler has.
    private static readonly TimeSpan TimeToNotice = TimeSpan.FromSeconds(1);

    // A result is written in one go, and copied when it is there.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    private ActiveRun _run = null!;
    private IServiceProvider? _services;
    private IPacketFlowClient? _client;
    private ElementHandler? _handler;
    private object? _target;
    private AtomContext? _context;
    private CancellationTokenSource? _source;
    private bool _isCancelled;
    private ITimer? _watch;

    public StartTry Start { get; private set; } = null!;

    public long StartedAt { get; private set; }

    /// <summary>In milliseconds of the engine's uptime, as its start; the largest where nothing limits it.</summary>
    public long Deadline { get; private set; }

    /// <summary>Whether somebody waits for its end. It and its place in the row of them belong to the run, which guards them.</summary>
    public bool IsLive { get; set; }

    /// <summary>Whether it was told to stop. The run guards it.</summary>
    public bool IsStopped => _isCancelled;

    public StepTry? Previous { get; set; }

    public StepTry? Next { get; set; }

    public byte[] Result { get; private set; } = [];

    /// <summary>Whether its handler has given a result, be it none.</summary>
    public bool HasResult => Result.Length > 0;

    /// <summary>Whether it may change the system itself.</summary>
    public bool HasControl => _run.HasControl;

    /// <summary>Found or made when its handler asks: what stands around the handler may have seen to what that needs.</summary>
    public override object? Target => _target ??= _handler switch
    {
        ElementSite site => site.Target(_services),
        { TargetType: not null } handler => handler.CreateTarget(_services!),
        _ => null,
    };

    /// <summary>The target, if anybody asked for it.</summary>
    public object? Made => _target;

    public override CancellationToken Cancellation => _run.TokenOf(this);

    public override AtomContext Context => _context ??= new AtomContext
    {
        Id = Start.Key,
        Group = Start.Acting.Element.Group,
        Element = Start.Acting.Element.Name,
        Priority = Start.Acting.Element.Priority,
        CorrelationId = _run.Id,
        Attempt = Start.Attempt,
        IdempotencyKey = Start.Key,
        Deadline = Start.Acting.Timeout is { } limit ? _run.Runner.Time.GetUtcNow() + limit : null,
        RunId = _run.Id,
        Step = Start.Acting.Name,
        Client = _client ?? _run.Runner.Client(_services!, _run.HasControl),
        Services = _services!,
        Progress = new StepProgress(_run, Start),
        GroupProgress = _run.ProgressFor(Start.Step),
    };

    public static StepTry Take(ActiveRun run, StartTry start, long startedAt, long deadline)
    {
        StepTry taken = Spare<StepTry>.Take() ?? new StepTry();
        (taken._run, taken.Start, taken.StartedAt, taken.Deadline) = (run, start, startedAt, deadline);
        return taken;
    }

    /// <summary>Lets the next try have it.</summary>
    public void Give()
    {
        (_run, Start, _services, _client, _handler, _target, _context, _source, _isCancelled, _watch) = (null!, null!, null, null, null, null, null, null, false, null);
        Result = [];
        Spare<StepTry>.Give(this);
    }

    /// <summary>Whose it is, and where that gets what it needs.</summary>
    public void Serve(ElementHandler handler, IServiceProvider services) => (_handler, _services) = (handler, services);

    /// <summary>The client that its handler calls others with, if it holds what they might wait for.</summary>
    public void CallWith(IPacketFlowClient client) => _client = client;

    /// <summary>Made when somebody asks: most steps take no token. The run guards it.</summary>
    public CancellationToken Token() => _isCancelled || !IsLive ? new CancellationToken(canceled: true) : (_source ??= new CancellationTokenSource()).Token;

    /// <summary>Marks it as told to stop. The run guards it.</summary>
    /// <returns>What tells it, outside of the guard; null if it never asked.</returns>
    public CancellationTokenSource? Stop()
    {
        _isCancelled = true;
        if (_handler is not null)
        {
            _watch = _run.Runner.Time.CreateTimer(static stopped => ((StepTry)stopped!).TellThatItGoesOn(), this, TimeToNotice, Timeout.InfiniteTimeSpan);
        }

        return _source;
    }

    /// <summary>Its handler has returned, in time or not. The run guards it.</summary>
    public void Return()
    {
        if (_watch is not null)
        {
            Interlocked.Exchange(ref _watch, null)?.Dispose();
        }
    }

    /// <summary>Runs it, on a thread that it was left to.</summary>
    void IThreadPoolWorkItem.Execute() => _run.Leave(this);

    private void TellThatItGoesOn()
    {
        if (Interlocked.Exchange(ref _watch, null) is { } watch)
        {
            watch.Dispose();
            _run.Runner.TellThatItGoesOn(Start, TimeSpan.FromMilliseconds(_run.Uptime - StartedAt));
        }
    }

    protected override PacketWriter BeginResult()
    {
        ArrayBufferWriter<byte> buffer = t_buffer ??= new ArrayBufferWriter<byte>(256);
        buffer.ResetWrittenCount();
        return new PacketWriter(buffer);
    }

    protected override void EndResult(ref PacketWriter writer)
    {
        writer.Flush();
        Result = t_buffer!.WrittenSpan.ToArray();
        t_buffer = t_buffer.Capacity > LargestKept ? null : t_buffer;
    }
}
