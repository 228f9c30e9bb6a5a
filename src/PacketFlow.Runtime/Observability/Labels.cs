namespace PacketFlow.Observability;

/// <summary>The values that labels take: few and fixed, so that no peer can make the number of series grow.</summary>
internal static class Labels
{
    public const string Group = "group";
    public const string Outcome = "outcome";
    public const string Reason = "reason";
    public const string Transport = "transport";
    public const string Molecule = "molecule";
    public const string Status = "status";

    public static readonly string[] Groups = [.. PeriodicTable.Groups.Select(PeriodicTable.GroupCode)];
    public static readonly string[] Outcomes = ["completed", "failed", "timed_out", "cancelled"];
    public static readonly string[] Reasons = ["no_handler", "invalid", "expired", "forbidden", "over_limit", "queue_full", "draining", "withdrawn"];
    public static readonly string[] Transports = ["tcp", "websocket", "http"];
    public static readonly string[] TryOutcomes = [.. Outcomes, "interrupted", "in_doubt"];
    public static readonly (RunStatus Status, string Name)[] EndStatuses =
    [
        (RunStatus.Completed, "completed"), (RunStatus.Partial, "partial"), (RunStatus.Failed, "failed"), (RunStatus.Compensated, "compensated"),
        (RunStatus.Cancelled, "cancelled"), (RunStatus.InDoubt, "in_doubt"),
    ];

    public static readonly KeyValuePair<string, object?>[] GroupTags = [.. Groups.Select(static name => new KeyValuePair<string, object?>(Group, name))];
    public static readonly KeyValuePair<string, object?>[] OutcomeTags = [.. Outcomes.Select(static name => new KeyValuePair<string, object?>(Outcome, name))];
    public static readonly KeyValuePair<string, object?>[] ReasonTags = [.. Reasons.Select(static name => new KeyValuePair<string, object?>(Reason, name))];
    public static readonly KeyValuePair<string, object?>[] TransportTags = [.. Transports.Select(static name => new KeyValuePair<string, object?>(Transport, name))];
    public static readonly KeyValuePair<string, object?>[] TryOutcomeTags = [.. TryOutcomes.Select(static name => new KeyValuePair<string, object?>(Outcome, name))];
    public static readonly KeyValuePair<string, object?>[] EndStatusTags = [.. EndStatuses.Select(static end => new KeyValuePair<string, object?>(Status, end.Name))];
}
