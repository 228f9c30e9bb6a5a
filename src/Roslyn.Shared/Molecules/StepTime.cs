namespace PacketFlow.Molecules;

/// <summary>How long a step may take.</summary>
internal static class StepTime
{
    /// <summary>
    /// In seconds: what its attributes say, else the default of its element. A timer takes its delay; a nested molecule its own limit; a
    /// signal may take for ever unless it says otherwise, and a timer whose delay comes from the payload has none known.
    /// </summary>
    public static double? Limit(StepModel step) => step switch
    {
        { Kind: StepKind.Timer } => step.DelaySeconds,
        { Handler.Options.TimeoutSeconds: { } said } => said,
        { Kind: StepKind.Nested } => step.Nested?.TimeoutSeconds,
        { Kind: StepKind.Signal } => null,
        _ => PeriodicTable.TryParseGroup(step.Handler.Options.Group, out AtomGroup group)
            ? PeriodicTable.DefaultTimeoutSeconds(group, step.Handler.Options.Name)
            : null,
    };
}
