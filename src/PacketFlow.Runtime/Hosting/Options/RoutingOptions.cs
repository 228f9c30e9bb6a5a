namespace PacketFlow.Hosting;

/// <summary>Section <c>Routing</c>: how a gateway chooses a reactor.</summary>
internal sealed record RoutingOptions
{
    /// <summary>The way of choosing. Default <see cref="RoutingKind.Hash"/>, which load awareness makes load_aware.</summary>
    public RoutingKind Kind { get; init; } = RoutingKind.Hash;

    /// <summary>Whether <see cref="RoutingKind.Hash"/> passes over loaded reactors. Default true.</summary>
    public bool LoadAwareness { get; init; } = true;

    /// <summary>The load from which a reactor is passed over. Default 80, from 1 to 95.</summary>
    public int LoadThreshold { get; init; } = 80;

    public static RoutingOptions Read(OptionsReader reader)
    {
        var defaults = new RoutingOptions();
        return new RoutingOptions
        {
            Kind = reader.Choice(
                "Routing:type",
                defaults.Kind,
                ("hash", RoutingKind.Hash),
                ("load_aware", RoutingKind.LoadAware),
                ("hash_mix", RoutingKind.HashMix),
                ("rendezvous", RoutingKind.Rendezvous),
                ("affinity", RoutingKind.Affinity)),
            LoadAwareness = reader.Switch("Routing:load_awareness", defaults.LoadAwareness),
            LoadThreshold = reader.Whole("Routing:load_threshold", defaults.LoadThreshold, 1, 95),
        };
    }
}
