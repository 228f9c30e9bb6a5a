namespace PacketFlow.Hosting;

/// <summary>
/// What this version does not have. A key of these is refused by name, unless it says what holds anyway: a setting that does nothing would
/// be a lie. Whoever builds a part takes its lines out.
/// </summary>
internal static class AbsentParts
{
    public static IReadOnlyList<AbsentPart> All { get; } =
    [
        new("Role", "the gateway", Value: "gateway"),
        new("Role", "a gateway to be told apart from", Value: "reactor"),
        new("Reactor:types", "routing between reactors"),
        new("Gateway", "the gateway"),
        new("Reactors:N:types", "routing between reactors"),
        new("Routing", "routing between reactors"),
        new("Messaging:format", "another format between gateway and reactor"),
        new("Messaging:compression", "compression"),
        new("Messaging:Batching", "batching between gateway and reactor"),
        new("Connections", "the gateway's pool of connections"),
        new("Health", "the gateway's checks of its reactors"),
        new("Security:Tls", "TLS"),
        new("Security:Keys", "keys and scopes"),
    ];

    /// <summary>The part that a key belongs to, if it is missing. A place in a list is <c>N</c>.</summary>
    public static AbsentPart? Covering(string path) => All.FirstOrDefault(part => part.Value is null
        && (path.Equals(part.Path, StringComparison.OrdinalIgnoreCase) || path.StartsWith(part.Path + ":", StringComparison.OrdinalIgnoreCase)));
}
