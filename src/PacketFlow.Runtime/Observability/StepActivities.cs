using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace PacketFlow.Observability;

/// <summary>Tries of steps as spans of the trace in which their run was started. Without a listener no try costs more than a look.</summary>
internal static class StepActivities
{
    /// <summary>The trace in which a run is started at this moment; null if nobody listens or nothing is traced.</summary>
    public static StrongBox<ActivityContext>? Origin() =>
        AtomActivities.IsOn && Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? new StrongBox<ActivityContext>(current.Context) : null;

    /// <summary>A try begins.</summary>
    /// <param name="molecule">The molecule as labels name it.</param>
    /// <param name="step">The step that runs.</param>
    /// <param name="run">The run's id.</param>
    /// <param name="attempt">Which try it is.</param>
    /// <param name="origin">Where the run was started, if this process still has it.</param>
    public static Activity? Start(string molecule, PlanStep step, string run, int attempt, StrongBox<ActivityContext>? origin) => AtomActivities.Source
        .StartActivity(molecule == RunMetrics.Document ? molecule : $"{molecule}/{step.Name}", ActivityKind.Internal, origin?.Value ?? default)?
        .SetTag("packetflow.molecule", molecule)
        .SetTag("packetflow.step", step.Name)
        .SetTag("packetflow.run", run)
        .SetTag("packetflow.attempt", attempt);
}
