using Microsoft.Extensions.DependencyInjection;
using PacketFlow.CompilerServices;

namespace PacketFlow.Reactor;

/// <summary>A handler where it runs: with its instance, its lane, its times, and how long it has been taking.</summary>
internal sealed class ElementSite(ElementHandler handler, Lane lane, TargetSource targets, IAtomMiddleware[] middleware, TimeProvider time, TimeSpan quickLimit)
    : ElementHandler(handler.Element)
{
    /// <summary>How much one run counts in the running mean: an eighth.</summary>
    private const int MeanShift = 3;

    /// <summary>No run counts for longer than so many times what is quick: a collection, or a thread that lost its core, says nothing about the handler.</summary>
    private const int LongestQuicks = 4;

    private readonly object? _shared = handler.TargetType is { } type && !targets.IsPerAtom(type) ? targets.Shared(handler) : null;
    private readonly Type? _perAtom = handler.TargetType is { } type && targets.IsPerAtom(type) ? type : null;
    private readonly long _quickTicks = (long)(quickLimit.TotalSeconds * time.TimestampFrequency);
    private long _meanTicks = long.MaxValue;

    public Lane Lane => lane;

    public ResourceName Resource { get; } = new(handler.Element);

    /// <summary>Whether it is for callers with the control scope alone.</summary>
    public bool IsControl { get; } = ControlScope.Covers(handler.Element);

    /// <summary>What stands around the handler, outermost first. Where there is none, nothing is paid for it.</summary>
    public IAtomMiddleware[] Middleware => middleware;

    /// <summary>How long its atoms may take when they do not say.</summary>
    public long DefaultTicks { get; } = (long)(handler.Element.Timeout.TotalSeconds * time.TimestampFrequency);

    /// <summary>The longest timeout that an atom may ask for.</summary>
    public double MaxSeconds { get; } = handler.Element.MaxTimeout.TotalSeconds;

    /// <summary>Whether it has been quick enough so far to run on the thread that brings its atoms.</summary>
    public bool IsQuick => Volatile.Read(ref _meanTicks) < _quickTicks;

    /// <summary>Whether an atom needs a scope of services of its own.</summary>
    public bool IsScoped => _perAtom is not null;

    /// <summary>
    /// Takes a run's time into the mean. Threads may overwrite each other's: a mean does not need every run. One that is as quick as all
    /// before it is not written: every other core would have to fetch this object again for each atom.
    /// </summary>
    public void Measure(long ticks)
    {
        long mean = Volatile.Read(ref _meanTicks), counted = Math.Min(ticks, LongestQuicks * _quickTicks);
        if (Math.Max(mean, counted) > _quickTicks >> MeanShift)
        {
            Volatile.Write(ref _meanTicks, mean == long.MaxValue ? counted : mean + ((counted - mean) >> MeanShift));
        }
    }

    /// <summary>The instance that an atom's method is called on.</summary>
    public object? Target(IServiceProvider? scope) => _perAtom is null ? _shared : scope!.GetRequiredService(_perAtom);

    public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call) => handler.InvokeAsync(ref payload, call);
}
