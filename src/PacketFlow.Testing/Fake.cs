using PacketFlow.Testing.Faking;

namespace PacketFlow;

/// <summary>What a test has put in the place of an element's or step's handler, or before it to look on. It stays through crashes.</summary>
/// <typeparam name="TIn">What it takes: the payload, or a tuple where a step takes several values.</typeparam>
public sealed class Fake<TIn> : IFake
{
    private readonly Lock _lock = new();
    private readonly Func<byte[], TIn> _read;
    private readonly Func<TIn, AtomContext, CancellationToken, ValueTask<FlowValue>>? _run;
    private readonly Func<DateTimeOffset> _now;
    private readonly List<FakeCall<TIn>> _calls = [];
    private readonly List<(int Calls, TaskCompletionSource Told)> _waiting = [];
    private Exception? _failure;
    private int _failures;
    private Action? _remove;

    internal Fake(Func<byte[], TIn> read, Func<TIn, AtomContext, CancellationToken, ValueTask<FlowValue>>? run, Func<DateTimeOffset> now) =>
        (_read, _run, _now) = (read, run, now);

    /// <summary>The calls that have come so far, those that failed included.</summary>
    public IReadOnlyList<FakeCall<TIn>> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    bool IFake.IsInstead => _run is not null;

    /// <summary>Done when so many calls have come, be they before or after this.</summary>
    /// <param name="calls">How many.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task WhenCalledAsync(int calls = 1, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_calls.Count >= calls)
            {
                return Task.CompletedTask;
            }

            var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((calls, told));
            return told.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Fails the next calls instead of answering them.</summary>
    /// <param name="failure">What they fail with: an <see cref="ElementException"/> says by its category whether a step is tried again.</param>
    /// <param name="times">How many calls.</param>
    /// <returns>This fake.</returns>
    public Fake<TIn> FailNext(Exception failure, int times = 1)
    {
        ArgumentNullException.ThrowIfNull(failure);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        lock (_lock)
        {
            (_failure, _failures) = (failure, times);
        }

        return this;
    }

    /// <summary>Takes it away: the handler is called again.</summary>
    public void Remove() => _remove?.Invoke();

    internal Fake<TIn> Placed(Action remove)
    {
        _remove = remove;
        return this;
    }

    Exception? IFake.Notice(byte[] payload, AtomContext context)
    {
        Note(payload, context, out Exception? failure);
        return failure;
    }

    async ValueTask<FlowValue> IFake.RunAsync(byte[] payload, AtomContext context, CancellationToken cancellationToken)
    {
        TIn input = Note(payload, context, out Exception? failure);
        return failure is null ? await _run!(input, context, cancellationToken).ConfigureAwait(false) : throw failure;
    }

    private TIn Note(byte[] payload, AtomContext context, out Exception? failure)
    {
        TIn input = _read(payload);
        lock (_lock)
        {
            _calls.Add(new FakeCall<TIn>(input, context.Attempt, context.IdempotencyKey, _now()));
            foreach ((int calls, TaskCompletionSource told) in _waiting.Where(waiting => waiting.Calls <= _calls.Count))
            {
                told.TrySetResult();
            }

            failure = _failures > 0 ? _failure : null;
            _failures -= failure is null ? 0 : 1;
        }

        return input;
    }
}
