using System.Diagnostics;
using PacketFlow.CompilerServices;

namespace PacketFlow.Bench;

/// <summary>A molecule whose one step lasts until its host stops, while it is held; else it is done at once.</summary>
internal sealed class BusyMolecule() : MoleculeDefinition("busy", version: 1)
{
    private static TaskCompletionSource<long> s_first = New();
    private static TaskCompletionSource<long> s_last = New();
    private static volatile bool s_isHeld;
    private static int s_left;

    /// <summary>When a step was done since the release, and when all were, as <see cref="Stopwatch"/> tells it.</summary>
    public static Task<long> First => s_first.Task;

    public static Task<long> Last => s_last.Task;

    public ElementHandler Handler => new WaitingHandler(Plan.Steps[0]);

    public static void Hold() => s_isHeld = true;

    public static void Release(int runs) => (s_first, s_last, s_left, s_isHeld) = (New(), New(), runs, false);

    protected override MoleculePlan CreatePlan() => new(
        Name,
        1,
        [new PlanStep(0, "Work", StepKind.Handler, new Element(AtomGroup.Df, "work"), "work@busy/1/Work") { ResultTypeName = "int" }],
        [],
        [new PlanOutput(0, null)]);

    private static TaskCompletionSource<long> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class WaitingHandler(PlanStep step) : ElementHandler(new Element(AtomGroup.Df, step.Address))
    {
        public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call)
        {
            if (s_isHeld)
            {
                return new ValueTask(Task.Delay(Timeout.InfiniteTimeSpan, call.Cancellation));
            }

            int left = Interlocked.Decrement(ref s_left);
            if (!s_first.Task.IsCompleted)
            {
                s_first.TrySetResult(Stopwatch.GetTimestamp());
            }

            if (left == 0)
            {
                s_last.TrySetResult(Stopwatch.GetTimestamp());
            }

            return call.Complete(1, Formatter<int>.Default);
        }
    }
}
