using System.Diagnostics;
using PacketFlow.CompilerServices;

namespace PacketFlow.Client;

/// <summary>Elements for clients, with a module of handlers as a generator would write it.</summary>
internal sealed class ClientElements : IPacketFlowModule
{
    public static readonly Element<int, int> Double = new(AtomGroup.Df, "double");
    public static readonly Element<int, int> Fail = new(AtomGroup.Df, "fail");
    public static readonly Element<int, int> Refuse = new(AtomGroup.Df, "refuse");
    public static readonly Element<int, int> Hang = new(AtomGroup.Df, "hang") { Timeout = TimeSpan.FromMilliseconds(50), Idempotent = true };
    public static readonly Element<int, int> WaitUnlessZero = new(AtomGroup.Df, "wait_unless_zero");
    public static readonly Element<int, string> Describe = new(AtomGroup.Df, "describe");
    public static readonly Element<int, int> Count = new(AtomGroup.Df, "count");

    public static readonly Element<int, int> TakeTurn = new(AtomGroup.Cf, "take_turn");
    public static readonly Element<int, int> BlockUnlessZero = new(AtomGroup.Df, "block_unless_zero");
    public static readonly Element<int, string> Trace = new(AtomGroup.Df, "trace");

    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _runs;

    public ClientElements() => Handlers =
    [
        new Handler<int>(Double, static (value, _) => new ValueTask<int>(value * 2)),
        new Handler<int>(Fail, static (_, _) => throw new InvalidOperationException("secret")),
        new Handler<int>(Refuse, static (_, _) => throw new ElementException("SHOP7", ErrorCategory.Retryable, "Not today.", TimeSpan.FromSeconds(2.5))),
        new Handler<int>(Hang, static (_, _) => new ValueTask<int>(new TaskCompletionSource<int>().Task)),
        new Handler<int>(WaitUnlessZero, Wait),
        new Handler<int>(TakeTurn, Wait),
        new Handler<int>(BlockUnlessZero, Block),
        new Handler<string>(Trace, static (_, _) => new ValueTask<string>(Activity.Current?.TraceId.ToHexString() ?? "none")),
        new Handler<string>(Describe, static (_, call) => new ValueTask<string>(
            $"{call.Context.Id} {call.Context.Priority} {call.Context.CorrelationId} {call.Context.IdempotencyKey}")),
        new Handler<int>(Count, (_, _) => new ValueTask<int>(Interlocked.Increment(ref _runs))),
    ];

    public string Name => "Client tests";

    public IReadOnlyList<ElementHandler> Handlers { get; }

    /// <summary>Done when a handler waits.</summary>
    public Task Started => _started.Task;

    /// <summary>Done when a handler that waits is told to stop.</summary>
    public Task Cancelled => _cancelled.Task;

    private ValueTask<int> Wait(int value, AtomCall call)
    {
        if (value == 0)
        {
            return new ValueTask<int>(0);
        }

        var never = new TaskCompletionSource<int>();
        call.Cancellation.Register(() =>
        {
            _cancelled.TrySetResult();
            never.TrySetCanceled();
        });
        _started.TrySetResult();
        return new ValueTask<int>(never.Task);
    }

    // Holds its thread, as a handler that calls what blocks.
    private static ValueTask<int> Block(int value, AtomCall call)
    {
        if (value != 0)
        {
            call.Cancellation.WaitHandle.WaitOne();
            call.Cancellation.ThrowIfCancellationRequested();
        }

        return new ValueTask<int>(0);
    }

    private sealed class Handler<T>(Element element, Func<int, AtomCall, ValueTask<T>> handle) : ElementHandler(element)
    {
        public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call) =>
            call.CompleteAsync(handle(payload.ReadInt32(), call), Formatter<T>.Default);
    }
}
