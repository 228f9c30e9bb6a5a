using PacketFlow.CompilerServices;

namespace PacketFlow.Bench;

/// <summary>A molecule whose one step lasts until its host stops; when that was once, it is done at once.</summary>
internal sealed class BusyMolecule() : MoleculeDefinition("busy", version: 1)
{
    private static readonly TaskCompletionSource s_first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private static readonly TaskCompletionSource s_last = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private static volatile bool s_isHeld;
    private static int s_left;

    /// <summary>Done when a step ran again, and when all did.</summary>
    public static Task First => s_first.Task;

    public static Task Last => s_last.Task;

    public ElementHandler Handler => new WaitingHandler(Plan.Steps[0]);

    public static void Hold() => s_isHeld = true;

    public static void Release(int runs) => (s_isHeld, s_left) = (false, runs);

    protected override MoleculePlan CreatePlan() => new(
        Name,
        1,
        [new PlanStep(0, "Work", StepKind.Handler, new Element(AtomGroup.Df, "work"), "work@busy/1/Work") { ResultTypeName = "int" }],
        [],
        [new PlanOutput(0, null)]);

    private sealed class WaitingHandler(PlanStep step) : ElementHandler(new Element(AtomGroup.Df, step.Address))
    {
        public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call)
        {
            if (s_isHeld)
            {
                return new ValueTask(Task.Delay(Timeout.InfiniteTimeSpan, call.Cancellation));
            }

            s_first.TrySetResult();
            if (Interlocked.Decrement(ref s_left) == 0)
            {
                s_last.TrySetResult();
            }

            return call.Complete(1, Formatter<int>.Default);
        }
    }
}
