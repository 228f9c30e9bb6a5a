namespace PacketFlow.Reactor;

/// <summary>
/// What changes the system itself: <c>mc:*</c>, <c>rm:scale</c>, <c>cf:shutdown</c> and <c>cf:restart</c>. It is for callers with the control
/// scope, which no connection has: there are no keys yet that could give it.
/// </summary>
internal static class ControlScope
{
    /// <summary>Whether an element, by any of its names, is for such callers alone.</summary>
    public static bool Covers(Element element) => element.Aliases.Prepend(element.Name).Any(name => Covers(element.Group, name));

    /// <summary>Whether an address is for such callers alone, whoever handles it.</summary>
    public static bool Covers(AtomGroup group, string element) => group switch
    {
        AtomGroup.Mc => true,
        AtomGroup.Rm => PeriodicTable.Canonicalize(group, element) == "scale",
        AtomGroup.Cf => PeriodicTable.Canonicalize(group, element) is "shutdown" or "restart",
        _ => false,
    };
}
