namespace PacketFlow.Molecules;

/// <summary>How long a step may take.</summary>
internal static class StepTime
{
    /// <summary>
    /// In seconds: what its attributes say, else the default of its element. A timer takes its delay, whatever its timeout; a nested molecule
    /// its own limit; a signal may take for ever unless it says otherwise. The plan runs by it and the rules about time judge by it.
    /// </summary>
    public static double? Limit(StepModel step) => step switch
    {
        { Kind: StepKind.Timer, DelaySeconds: { } delay } => delay,
        { Handler.Options.TimeoutSeconds: { } said } => said,
        { Kind: StepKind.Nested } => step.Nested?.TimeoutSeconds,
        { Kind: StepKind.Signal or StepKind.Timer } => null,
        _ => PeriodicTable.TryParseGroup(step.Handler.Options.Group, out AtomGroup group)
            ? PeriodicTable.DefaultTimeoutSeconds(group, step.Handler.Options.Name)
            : null,
    };
}
