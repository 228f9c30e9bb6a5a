using Microsoft.Extensions.Configuration;

namespace PacketFlow.Hosting;

/// <summary>Everything under <c>PacketFlow</c> in configuration, read and checked once at start.</summary>
internal sealed record PacketFlowOptions
{
    /// <summary>What this process is. Default <see cref="Role.All"/>.</summary>
    public Role Role { get; init; } = Role.All;

    /// <summary>The gateway that this reactor registers with. Default none.</summary>
    public Uri? Gateway { get; init; }

    /// <summary>Whether callers are told what a handler threw. Default false: it may hold secrets.</summary>
    public bool IncludeErrorDetail { get; init; }

    public ListenOptions Listen { get; init; } = new();

    public ReactorOptions Reactor { get; init; } = new();

    public LimitsOptions Limits { get; init; } = new();

    public SecurityOptions Security { get; init; } = new();

    public JournalOptions Journal { get; init; } = new();

    /// <summary>How long runs that are over are kept; <see cref="Timeout.InfiniteTimeSpan"/> for ever. Default 7 days.</summary>
    public TimeSpan Retention { get; init; } = RetentionOptions.Default;

    /// <summary>Which proposals of the optimiser are applied. Default none.</summary>
    public IReadOnlyList<ProposalKind> Optimise { get; init; } = [];

    public RoutingOptions Routing { get; init; } = new();

    public MessagingOptions Messaging { get; init; } = new();

    public ConnectionsOptions Connections { get; init; } = new();

    public HealthOptions Health { get; init; } = new();

    public ErrorsOptions Errors { get; init; } = new();

    /// <summary>The reactors that are asked for what nobody here handles, in this order. Default none.</summary>
    public IReadOnlyList<PeerOptions> Reactors { get; init; } = [];

    /// <summary>Reads the options. What is wrong is in <paramref name="errors"/>, all of it, and the options are then not to be used.</summary>
    public static PacketFlowOptions Read(IConfiguration configuration, out IReadOnlyList<string> errors)
    {
        var reader = new OptionsReader(configuration);
        PacketFlowOptions options = Read(reader);
        errors = reader.Errors;
        return options;
    }

    internal static PacketFlowOptions Read(OptionsReader reader)
    {
        // Appendix C of the protocol names these two; each has one value in this version.
        reader.Choice("protocol_version", "1.0", ("1.0", "1.0"));
        reader.Choice("performance_mode", true, ("true", true));

        var options = new PacketFlowOptions
        {
            Role = reader.Choice("Role", Role.All, ("all", Role.All), ("gateway", Role.Gateway), ("reactor", Role.Reactor)),
            Listen = ListenOptions.Read(reader),
            Reactor = ReactorOptions.Read(reader),
            Limits = LimitsOptions.Read(reader),
            IncludeErrorDetail = reader.Switch("IncludeErrorDetail", byDefault: false),
            Security = SecurityOptions.Read(reader),
            Journal = JournalOptions.Read(reader),
            Retention = RetentionOptions.Read(reader),
            Optimise = OptimiserOptions.Read(reader),
            Gateway = reader.Value("Gateway", "none", "`ws://HOST:PORT`, `wss://HOST:PORT` or `tcp://HOST:PORT`", null, static (string text, out Uri? uri) =>
                Uri.TryCreate(text, UriKind.Absolute, out uri) && uri.Scheme is "ws" or "wss" or "tcp"),
            Reactors = PeerOptions.ReadAll(reader),
            Routing = RoutingOptions.Read(reader),
            Messaging = MessagingOptions.Read(reader),
            Connections = ConnectionsOptions.Read(reader),
            Health = HealthOptions.Read(reader),
            Errors = ErrorsOptions.Read(reader),
        };

        OptionsRules.Check(options, reader);
        reader.RefuseAbsent();
        reader.RefuseUnknown();
        return options;
    }
}
