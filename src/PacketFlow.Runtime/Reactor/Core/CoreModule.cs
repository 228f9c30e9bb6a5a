using PacketFlow.CompilerServices;

namespace PacketFlow.Reactor;

/// <summary>What every reactor has: cf:ping, cf:health, df:transform and cf:seq, and the elements that run molecules.</summary>
internal sealed class CoreModule(IHealthSource health, IReadOnlyList<ElementHandler> runs) : IPacketFlowModule
{
    public string Name => "PacketFlow";

    public IReadOnlyList<ElementHandler> Handlers { get; } =
    [
        new PingHandler(),
        new HealthHandler(health),
        new TransformHandler(),
        .. runs.Any(static run => run.Element.Name == "seq") ? Array.Empty<ElementHandler>() : [new SequenceHandler()],
        .. runs,
    ];

    /// <summary>Ping and health are what others judge a reactor by: a user's handler of that name does not replace them.</summary>
    public static bool IsReserved(Element element) => element is { Group: AtomGroup.Cf, Name: "ping" or "health" };

    private static bool IsStep(Element element) => element.Name.Contains('@', StringComparison.Ordinal);

    /// <summary>The modules' handlers and the core's, each address once. A molecule's steps are run by its engine alone.</summary>
    public IEnumerable<IPacketFlowModule> With(IEnumerable<IPacketFlowModule> modules)
    {
        var own = new HashSet<(AtomGroup, string)>();
        foreach (IPacketFlowModule module in modules)
        {
            ElementHandler[] handlers = [.. module.Handlers.Where(static handler => !IsReserved(handler.Element) && !IsStep(handler.Element))];
            own.UnionWith(handlers.Select(static handler => (handler.Element.Group, PeriodicTable.Canonicalize(handler.Element.Group, handler.Element.Name))));
            yield return new HandlerModule(module.Name, handlers);
        }

        yield return new HandlerModule(Name, [.. Handlers.Where(handler => !own.Contains((handler.Element.Group, handler.Element.Name)))]);
    }
}
