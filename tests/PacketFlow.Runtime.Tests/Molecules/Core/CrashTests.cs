using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>What happens when the process dies in the middle.</summary>
public class CrashTests
{
    [Fact]
    public void What_was_done_does_not_run_again()
    {
        var bench = new Bench(new TestMolecule("chain").Step("A").Step("B", ["A"]).Ionic("A", "B"));
        bench.Steps["B"] = static (start, value) => start.Attempt == 1 ? Bench.Hang : "b:" + value.AsString();
        bench.Begin();

        bench.CrashAndRecover();

        bench.Text.ShouldBe("A#1 B#1 B#2");
        bench.Output.ShouldBe("b:A(in)");
        bench.Keys.Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void Step_that_ends_its_process_three_times_is_poison()
    {
        var bench = new Bench(new TestMolecule("poison").Step("A"));
        bench.Steps["A"] = static (_, _) => Bench.Hang;
        bench.Begin();

        bench.CrashAndRecover();
        bench.CrashAndRecover();
        bench.CrashAndRecover();

        bench.Text.ShouldBe("A#1 A#2 A#3");
        bench.Machine.Status.ShouldBe(RunStatus.Failed);
        bench.Machine.Error!.Message.ShouldContain("poison after 3 tries");
    }

    [Fact]
    public void Interruption_by_a_stopping_host_is_no_crash()
    {
        var bench = new Bench(new TestMolecule("calm").Step("A"));
        bench.Steps["A"] = static (_, _) => Bench.Hang;
        bench.Begin();

        for (int i = 1; i <= 5; i++)
        {
            bench.Handle(RunOccurrence.Interrupt(0, -1, i));
            bench.CrashAndRecover();
        }

        bench.Started.Count.ShouldBe(6);
        bench.Machine.Status.ShouldBe(RunStatus.Running);
    }

    [Fact]
    public void Undo_that_a_stopping_host_cut_off_is_begun_again_by_the_next_host_alone()
    {
        var bench = new Bench(new TestMolecule("back").Step("A").Step("B", ["A"]).Step("UndoA", kind: StepKind.Compensation, target: "A").Ionic("A", "B"));
        bench.Steps["B"] = static (_, _) => Bench.Fails(category: ErrorCategory.Fatal);
        bench.Steps["UndoA"] = static (start, _) => start.Attempt == 1 ? Bench.Hang : "undone";
        bench.Begin();

        bench.Handle(RunOccurrence.Interrupt(2, -1, 1));
        bench.Text.ShouldBe("A#1 B#1 UndoA#1");
        bench.Machine.IsInterrupted.ShouldBeTrue();
        bench.CrashAndRecover();

        bench.Text.ShouldBe("A#1 B#1 UndoA#1 UndoA#2");
        bench.Machine.Status.ShouldBe(RunStatus.Compensated);
    }

    [Fact]
    public void At_most_once_step_is_in_doubt_after_a_crash_and_runs_again_only_when_a_person_says_so()
    {
        var bench = new Bench(new TestMolecule("once").Step("A", atMostOnce: true).Step("B", ["A"]).Ionic("A", "B"));
        bench.Steps["A"] = static (start, _) => start.Attempt == 1 ? Bench.Hang : "again";
        bench.Begin();

        bench.CrashAndRecover();
        bench.Text.ShouldBe("A#1");
        bench.Machine.Status.ShouldBe(RunStatus.InDoubt);
        bench.Handle(RunOccurrence.Resume());

        bench.Output.ShouldBe("B(again)");
    }

    [Fact]
    public void At_most_once_step_with_an_undo_is_undone_after_a_crash()
    {
        var bench = new Bench(new TestMolecule("once").Step("A", atMostOnce: true).Step("UndoA", kind: StepKind.Compensation, target: "A"));
        bench.Steps["A"] = static (_, _) => Bench.Hang;
        bench.Begin();

        bench.CrashAndRecover();

        bench.Text.ShouldBe("A#1 UndoA#1");
        bench.Machine.Status.ShouldBe(RunStatus.Compensated);
    }

    [Fact]
    public void Crash_while_undoing_goes_on_undoing()
    {
        var bench = new Bench(new TestMolecule("saga").Step("A").Step("B", ["A"]).Step("UndoA", kind: StepKind.Compensation, target: "A").Ionic("A", "B"));
        bench.Steps["B"] = static (_, _) => Bench.Fails(category: ErrorCategory.Fatal);
        bench.Steps["UndoA"] = static (start, _) => start.Attempt == 1 ? Bench.Hang : "ok";
        bench.Begin();

        bench.CrashAndRecover();

        bench.Text.ShouldBe("A#1 B#1 UndoA#1 UndoA#2");
        bench.Machine.Status.ShouldBe(RunStatus.Compensated);
    }

    [Fact]
    public void Items_that_are_done_do_not_run_again()
    {
        var bench = new Bench(new TestMolecule("each").Step("A").Step("B", ["A"], forEach: true).Ionic("A", "B", forEach: true));
        bench.Steps["A"] = static (_, _) => Values.Texts("x", "y", "z");
        bench.Steps["B"] = static (start, value) => start is { Index: 1, Attempt: 1 } ? Bench.Hang : value.AsString();
        bench.Begin();

        bench.CrashAndRecover();

        bench.Started.Count(static start => start.StartsWith("B[0]", StringComparison.Ordinal)).ShouldBe(1);
        bench.Output.ShouldBe("[x,y,z]");
    }

    [Fact]
    public void Timer_goes_on_where_it_was()
    {
        var bench = new Bench(new TestMolecule("timer").Step("A").Step("Wait", kind: StepKind.Timer, seconds: 60).Step("B").Ionic("A", "Wait").Ionic("Wait", "B"));
        bench.Begin();
        bench.Now += 20_000;

        bench.CrashAndRecover();
        bench.Text.ShouldBe("A#1");
        bench.PassTime();

        bench.Now.ShouldBe(1_060_000);
        bench.Text.ShouldBe("A#1 B#1");
    }

    [Fact]
    public void Signal_that_came_before_the_crash_is_kept_for_the_step()
    {
        var bench = new Bench(new TestMolecule("signal").Step("A").Step("Paid", kind: StepKind.Signal, seconds: null).Step("B", ["Paid"]).Ionic("A", "Paid").Ionic("Paid", "B"));
        bench.Steps["A"] = static (start, _) => start.Attempt == 1 ? Bench.Hang : "a";
        bench.Begin();
        bench.Handle(RunOccurrence.Signal(1, PacketCodec.Serialize("early")));

        bench.CrashAndRecover();

        bench.Output.ShouldBe("B(early)");
    }

    [Fact]
    public void Signal_that_does_not_come_fails_the_step_or_gives_null()
    {
        TestMolecule Molecule(bool nullable) => new TestMolecule("signal").Step("Paid", kind: StepKind.Signal, seconds: 10, nullable: nullable);
        Bench strict = new Bench(Molecule(nullable: false)).Begin(), relaxed = new Bench(Molecule(nullable: true)).Begin();

        strict.PassTime();
        relaxed.PassTime();

        strict.Machine.Error!.Code.ShouldBe("PF408");
        relaxed.Machine.Status.ShouldBe(RunStatus.Completed);
    }
}
