using Microsoft.Extensions.DependencyInjection;
using PacketFlow.CompilerServices;

namespace PacketFlow.Reactor;

/// <summary>A handler where it runs: with its instance, its lane, its times, and how long it has been taking.</summary>
internal sealed class ElementSite(ElementHandler handler, Lane lane, TargetSource targets, IAtomMiddleware[] middleware, TimeProvider time, TimeSpan quickLimit)
    : ElementHandler(handler.Element)
{
    private readonly object? _shared = handler.TargetType is { } type && !targets.IsPerAtom(type) ? targets.Shared(handler) : null;
    private readonly Type? _perAtom = handler.TargetType is { } type && targets.IsPerAtom(type) ? type : null;

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

    /// <summary>Whether it may run on the thread that brings its atoms.</summary>
    public Quickness Quickness { get; } = new((long)(quickLimit.TotalSeconds * time.TimestampFrequency));

    /// <summary>Whether an atom needs a scope of services of its own.</summary>
    public bool IsScoped => _perAtom is not null;

    /// <summary>The instance that an atom's method is called on.</summary>
    public object? Target(IServiceProvider? scope) => _perAtom is null ? _shared : scope!.GetRequiredService(_perAtom);

    public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call) => handler.InvokeAsync(ref payload, call);
}
