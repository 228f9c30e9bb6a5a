using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>Retries that are due ask for leave, and what goes on without it.</summary>
public class RetryTests
{
    [Fact]
    public void Retry_that_is_due_begins_when_it_has_leave_and_not_before()
    {
        Bench bench = Waiting(new TestMolecule("retry").Step("A", idempotent: true));

        bench.PassTime();
        bench.Now += 60_000;
        bench.Handle(RunOccurrence.Tick());
        (bench.Text, bench.Machine.Status, bench.Machine.NextWake).ShouldBe(("A#1", RunStatus.Waiting, null));
        bench.Asked.ShouldBe(["A"]);

        bench.Handle(RunOccurrence.RetryGranted(0));
        bench.Text.ShouldBe("A#1 A#2");
        bench.Waived.ShouldBeEmpty();
    }

    [Fact]
    public void Items_ask_one_after_the_other_and_each_leave_is_for_one()
    {
        var bench = new Bench(new TestMolecule("each").Step("A").Step("B", ["A"], idempotent: true, forEach: true).Ionic("A", "B", forEach: true, parallelism: 3)) { GrantsRetries = false };
        bench.Steps["A"] = static (_, _) => Values.Texts("x", "y", "z");
        bench.Steps["B"] = static (start, _) => start.Attempt == 1 ? Bench.Fails() : "done";
        bench.Begin();

        bench.Now += 60_000;
        bench.Handle(RunOccurrence.Tick());
        (bench.Text, bench.Asked.Count).ShouldBe(("A#1 B[0]#1 B[1]#1 B[2]#1", 1));

        string[] begun = [.. Enumerable.Range(1, 3).Select(leave =>
        {
            bench.Handle(RunOccurrence.RetryGranted(1));
            bench.Started.Count.ShouldBe(4 + leave);
            return bench.Started[^1];
        })];
        begun.Order().ShouldBe(["B[0]#2", "B[1]#2", "B[2]#2"]);
        (bench.Asked.Count, bench.Machine.Status).ShouldBe((3, RunStatus.Completed));
    }

    [Fact]
    public void Run_that_asks_still_ends_at_its_deadline()
    {
        Bench bench = Waiting(new TestMolecule("late") { Timeout = TimeSpan.FromSeconds(30) }.Step("A", idempotent: true));
        bench.PassTime();

        bench.PassTime();

        bench.Now.ShouldBe(1_030_000);
        (bench.Text, bench.Machine.Error!.Code).ShouldBe(("A#1", "PF408"));
    }

    [Fact]
    public void Leave_that_comes_after_the_cancellation_is_given_back()
    {
        Bench bench = Waiting(new TestMolecule("retry").Step("A", idempotent: true));
        bench.PassTime();

        bench.Handle(RunOccurrence.Cancel("enough"));
        bench.Machine.Status.ShouldBe(RunStatus.Cancelled);

        bench.Handle(RunOccurrence.RetryGranted(0));
        (bench.Text, bench.Waived.Count).ShouldBe(("A#1", 1));
    }

    [Fact]
    public void Timer_and_signal_go_on_beside_a_retry_that_asks()
    {
        Bench bench = Waiting(new TestMolecule("beside").Step("A", idempotent: true).Step("Wait", kind: StepKind.Timer, seconds: 60).Step("Paid", kind: StepKind.Signal, seconds: null));
        bench.PassTime();

        bench.PassTime();
        bench.Handle(RunOccurrence.Signal(2, PacketCodec.Serialize("7")));

        (bench.Phase("Wait"), bench.Phase("Paid"), bench.Text).ShouldBe((StepPhase.Done, StepPhase.Done, "A#1"));
    }

    [Fact]
    public void Undo_that_failed_asks_too()
    {
        var bench = new Bench(new TestMolecule("saga").Step("A").Step("B", ["A"]).Step("Undo", kind: StepKind.Compensation, target: "A").Ionic("A", "B")) { GrantsRetries = false };
        bench.Steps["B"] = static (_, _) => Bench.Fails(category: ErrorCategory.Fatal);
        bench.Steps["Undo"] = static (start, _) => start.Attempt == 1 ? Bench.Fails() : "undone";
        bench.Begin();

        bench.PassTime();
        (bench.Text, bench.Asked.Count).ShouldBe(("A#1 B#1 Undo#1", 1));

        bench.Handle(RunOccurrence.RetryGranted(2));
        (bench.Text, bench.Machine.Status).ShouldBe(("A#1 B#1 Undo#1 Undo#2", RunStatus.Compensated));
    }

    [Fact]
    public void Substitute_and_a_partner_that_starts_over_ask_for_nothing()
    {
        var healed = new Bench(new TestMolecule("healed").Step("A").Step("Other", kind: StepKind.Substitute, target: "A")) { GrantsRetries = false };
        healed.Steps["A"] = static (_, _) => Bench.Fails(category: ErrorCategory.Fatal);
        healed.Begin();
        (healed.Text, healed.Machine.Status).ShouldBe(("A#1 Other#2", RunStatus.Completed));

        Bench joint = Waiting(new TestMolecule("joint").Step("B").Step("A", idempotent: true).Covalent("B", "A"));
        joint.PassTime();
        (joint.Text, string.Join(' ', joint.Asked)).ShouldBe(("B#1 A#1 B#2", "A"));
        joint.Handle(RunOccurrence.RetryGranted(1));
        (joint.Text, joint.Machine.Status).ShouldBe(("B#1 A#1 B#2 A#2", RunStatus.Completed));
    }

    // The signal's batch is the last thing that the journal has of it.
    [Fact]
    public void Run_that_asks_asks_again_after_a_crash_and_the_journal_wakes_it_for_that()
    {
        Bench bench = Waiting(new TestMolecule("retry").Step("A", idempotent: true).Step("Paid", kind: StepKind.Signal, seconds: null));
        long due = bench.Machine.NextDue!.Value;
        bench.PassTime();
        bench.Handle(RunOccurrence.Signal(1, PacketCodec.Serialize("7")));
        (bench.Machine.NextWake, bench.Machine.NextDue).ShouldBe((null, due));

        bench.CrashAndRecover();
        (bench.Asked.Count, bench.Text).ShouldBe((2, "A#1"));

        bench.Handle(RunOccurrence.RetryGranted(0));
        bench.Handle(RunOccurrence.RetryGranted(0));
        (bench.Text, bench.Waived.Count, bench.Machine.Status).ShouldBe(("A#1 A#2", 1, RunStatus.Completed));
    }

    // A person has it tried again, and what it asked for before is not what it asks for now.
    [Fact]
    public void Leave_that_was_asked_for_before_serves_the_retry_that_asks_now()
    {
        var bench = new Bench(new TestMolecule("two").Step("A", idempotent: true).Step("B")) { GrantsRetries = false };
        bool isBroken = true;
        bench.Steps["A"] = static (start, _) => start.Attempt < 3 ? Bench.Fails() : "done";
        bench.Steps["B"] = (_, _) => isBroken ? Bench.Hang : "b";
        bench.Begin();
        bench.PassTime();
        isBroken = false;
        bench.Finish("B", Bench.Fails(category: ErrorCategory.Fatal));
        bench.Machine.Status.ShouldBe(RunStatus.Failed);

        bench.Handle(RunOccurrence.Resume());
        bench.Text.ShouldBe("A#1 B#1 A#2 B#2");
        bench.PassTime();
        bench.Asked.Count.ShouldBe(1);

        bench.Handle(RunOccurrence.RetryGranted(0));
        (bench.Text, bench.Machine.Status).ShouldBe(("A#1 B#1 A#2 B#2 A#3", RunStatus.Completed));
    }

    // A has failed once, and gets no leave by itself.
    private static Bench Waiting(TestMolecule molecule)
    {
        var bench = new Bench(molecule) { GrantsRetries = false };
        bench.Steps["A"] = static (start, _) => start.Attempt == 1 ? Bench.Fails() : "done";
        return bench.Begin();
    }
}
