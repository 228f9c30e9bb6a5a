using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>What a person decides of a run that is over: tried again, or given up.</summary>
public class ResumeTests
{
    private readonly List<string> _undone = [];

    // The step that may have happened is undone by the second wish as it would have been by the first.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Undo_in_doubt_of_a_step_in_doubt_is_tried_again(bool isCrashed)
    {
        Bench bench = BeginDoubtful();
        bench.Machine.Status.ShouldBe(RunStatus.InDoubt);
        bench.Steps["UndoA"] = Undo;
        if (isCrashed)
        {
            bench.CrashAndRecover();
        }

        bench.Handle(RunOccurrence.Resume());

        (bench.Machine.Status, string.Join(' ', _undone)).ShouldBe((RunStatus.Compensated, "in"));
    }

    [Fact]
    public void Undo_in_doubt_is_given_up_when_the_run_is_cancelled_and_the_others_go_on()
    {
        var bench = new Bench(new TestMolecule("m").Step("A").Step("B", ["A"], atMostOnce: true)
            .Step("UndoA", kind: StepKind.Compensation, target: "A").Step("UndoB", kind: StepKind.Compensation, target: "B", retries: 0).Ionic("A", "B"));
        bench.Steps["B"] = static (_, _) => Bench.Fails(ErrorCodes.TimedOut);
        bench.Steps["UndoB"] = static (_, _) => Bench.Fails();
        bench.Steps["UndoA"] = Undo;
        bench.Begin();
        bench.Machine.Status.ShouldBe(RunStatus.InDoubt);
        _undone.ShouldBeEmpty();

        bench.Handle(RunOccurrence.Cancel("it was done by hand"));

        (bench.Machine.Status, string.Join(' ', _undone)).ShouldBe((RunStatus.Cancelled, "in"));
        bench.CrashAndRecover();
        bench.Machine.Status.ShouldBe(RunStatus.Cancelled);
    }

    // B succeeds while the run goes back, and nobody needs to know its conditions then.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Condition_over_what_ended_on_the_way_back_holds_when_it_goes_on(bool isTrue)
    {
        var bench = new Bench(new TestMolecule("m").Step("A", retries: 0).Step("B").Step("C", ["B"]).Ionic("B", "C", when: _ => isTrue)) { IgnoresCancel = true };
        FailAside(bench);
        bench.Finish("B", "b");
        bench.Machine.Status.ShouldBe(RunStatus.Failed);

        bench.Handle(RunOccurrence.Resume());

        bench.Machine.Status.ShouldBe(RunStatus.Completed);
        bench.Phase("C").ShouldBe(isTrue ? StepPhase.Done : StepPhase.Skipped);
        bench.CrashAndRecover();
        bench.Phase("C").ShouldBe(isTrue ? StepPhase.Done : StepPhase.Skipped);
    }

    [Fact]
    public void Condition_that_threw_is_asked_again()
    {
        bool isMended = false;
        var bench = new Bench(new TestMolecule("m").Step("A").Step("B", ["A"]).Ionic("A", "B", when: _ => isMended ? false : throw new InvalidOperationException()));
        bench.Begin();
        bench.Machine.Status.ShouldBe(RunStatus.Failed);

        bench.Handle(RunOccurrence.Resume());
        (bench.Machine.Status, bench.Phase("B")).ShouldBe((RunStatus.Failed, StepPhase.Failed));
        isMended = true;
        bench.Handle(RunOccurrence.Resume());

        (bench.Machine.Status, bench.Phase("B")).ShouldBe((RunStatus.Completed, StepPhase.Skipped));
    }

    [Fact]
    public void Items_that_ended_on_the_way_back_are_gathered_when_it_goes_on()
    {
        var bench = new Bench(new TestMolecule("m").Step("A", retries: 0).Step("B").Step("C", ["B"], forEach: true).Ionic("B", "C", forEach: true)) { IgnoresCancel = true };
        bench.Steps["B"] = static (_, _) => Values.Texts(["x", "y"]);
        bench.Steps["C"] = static (_, _) => Bench.Hang;
        bench.Steps["A"] = static (_, _) => Bench.Hang;
        bench.Begin();
        bench.Finish("A", Bench.Fails(category: ErrorCategory.Fatal));
        bench.Finish("C", "cx", 0);
        bench.Finish("C", "cy", 1);
        bench.Machine.Status.ShouldBe(RunStatus.Failed);
        bench.Steps.Remove("A");

        bench.Handle(RunOccurrence.Resume());

        bench.Machine.Status.ShouldBe(RunStatus.Completed);
        bench.Output.ShouldContain("[cx,cy]");
    }

    // What the partner gave is nowhere recorded, and it gives something else now.
    [Fact]
    public void Items_that_ended_on_the_way_back_start_over_with_the_covalent_partner_that_gave_them()
    {
        var bench = new Bench(new TestMolecule("m").Step("A").Step("B", ["A"], forEach: true).Step("C", retries: 0).Ionic("A", "B", forEach: true).Covalent("A", "B", "stock")) { IgnoresCancel = true };
        bench.Steps["A"] = static (_, _) => Values.Texts(["x"]);
        bench.Steps["B"] = static (_, _) => Bench.Hang;
        bench.Steps["C"] = static (_, _) => Bench.Hang;
        bench.Begin();
        bench.Finish("C", Bench.Fails(category: ErrorCategory.Fatal));
        bench.Finish("B", "bx", 0);
        bench.Machine.Status.ShouldBe(RunStatus.Failed);
        bench.Steps.Clear();
        bench.Steps["A"] = static (_, _) => Values.Texts(["y", "z"]);

        bench.Handle(RunOccurrence.Resume());

        bench.Machine.Status.ShouldBe(RunStatus.Completed);
        bench.Output.ShouldContain("[B(y),B(z)]");
    }

    // Whose input is on record keeps its result, covalent or not.
    [Fact]
    public void Covalent_step_that_ended_on_the_way_back_stays_done()
    {
        var bench = new Bench(new TestMolecule("m").Step("A").Step("B", ["A"]).Step("C", retries: 0).Ionic("A", "B").Covalent("A", "B", "stock")) { IgnoresCancel = true };
        bench.Steps["A"] = static (_, _) => Bench.Hang;
        bench.Steps["C"] = static (_, _) => Bench.Hang;
        bench.Begin();
        bench.Finish("C", Bench.Fails(category: ErrorCategory.Fatal));
        bench.Finish("A", "a");
        bench.Steps.Clear();

        bench.Handle(RunOccurrence.Resume());

        bench.Machine.Status.ShouldBe(RunStatus.Completed);
        bench.Text.ShouldBe("C#1 A#1 C#2 B#1");
    }

    [Fact]
    public void Run_whose_items_still_run_is_not_over_though_one_failed_alone()
    {
        var bench = new Bench(new TestMolecule("m").Step("A").Step("B", ["A"], forEach: true, atMostOnce: true).Step("C")
            .Ionic("A", "B", forEach: true).Metallic("B", "C")) { IgnoresCancel = true };
        bench.Steps["A"] = static (_, _) => Values.Texts(["x", "y"]);
        bench.Steps["B"] = static (_, _) => Bench.Hang;
        bench.Begin();

        bench.Finish("B", Bench.Fails(category: ErrorCategory.Fatal), 0);
        bench.Machine.Status.ShouldBe(RunStatus.Running);
        bench.Finish("B", "by", 1);
        bench.Machine.Status.ShouldBe(RunStatus.Partial);
        bench.Steps.Remove("B");
        bench.Handle(RunOccurrence.Resume());

        bench.Text.ShouldBe("A#1 B[0]#1 B[1]#1 C#1 B[0]#2");
        bench.Machine.Status.ShouldBe(RunStatus.Completed);
    }

    // Its time was over while the run was, when no signal could come.
    [Fact]
    public void Signal_has_its_time_again()
    {
        var bench = new Bench(new TestMolecule("m").Step("A").Step("S", kind: StepKind.Signal, seconds: 5));
        bench.Steps["A"] = static (_, _) => Bench.Fails(category: ErrorCategory.Fatal);
        bench.Begin();
        bench.Machine.Status.ShouldBe(RunStatus.Failed);
        bench.Now += 60_000;
        bench.Steps.Clear();

        bench.Handle(RunOccurrence.Resume());
        bench.Handle(RunOccurrence.Signal(1, PacketCodec.Serialize("s")));

        bench.Machine.Status.ShouldBe(RunStatus.Completed);
    }

    // One was done and held for the other, which is in doubt: nothing says so any more when the process is gone.
    [Fact]
    public void Held_result_keeps_no_run_that_is_given_up_from_its_end()
    {
        var bench = new Bench(new TestMolecule("m").Step("A").Step("B", atMostOnce: true).Step("UndoA", kind: StepKind.Compensation, target: "A").Covalent("A", "B", "stock"));
        bench.Steps["B"] = static (_, _) => Bench.Fails(ErrorCodes.TimedOut);
        bench.Steps["UndoA"] = Undo;
        bench.Begin();
        bench.Machine.Status.ShouldBe(RunStatus.InDoubt);
        bench.CrashAndRecover();

        bench.Handle(RunOccurrence.Cancel("enough"));

        (bench.Machine.Status, string.Join(' ', _undone)).ShouldBe((RunStatus.Cancelled, "in"));
    }

    // One item fails over to the substitute while another is at work that must not be done twice.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Item_is_judged_by_who_worked_at_it(bool isCrash)
    {
        var bench = new Bench(new TestMolecule("m").Step("A").Step("B", ["A"], forEach: true, atMostOnce: true)
            .Step("Other", ["A"], kind: StepKind.Substitute, target: "B", forEach: true, idempotent: true).Ionic("A", "B", forEach: true));
        bench.Steps["A"] = static (_, _) => Values.Texts(["x", "y"]);
        bench.Steps["B"] = static (_, _) => Bench.Hang;
        bench.Begin();
        bench.Finish("B", Bench.Fails(category: ErrorCategory.Fatal), 0);
        bench.Text.ShouldBe("A#1 B[0]#1 B[1]#1 Other[0]#2");

        if (isCrash)
        {
            bench.CrashAndRecover();
        }
        else
        {
            bench.Finish("B", Bench.Fails(ErrorCodes.TimedOut), 1);
        }

        bench.Machine.Status.ShouldBe(RunStatus.InDoubt);
        bench.Text.ShouldBe("A#1 B[0]#1 B[1]#1 Other[0]#2");
    }

    private static void FailAside(Bench bench)
    {
        bench.Steps["A"] = static (_, _) => Bench.Hang;
        bench.Steps["B"] = static (_, _) => Bench.Hang;
        bench.Begin();
        bench.Finish("A", Bench.Fails(category: ErrorCategory.Fatal));
        bench.Steps.Clear();
    }

    private static Bench BeginDoubtful()
    {
        var bench = new Bench(new TestMolecule("m").Step("A", atMostOnce: true).Step("UndoA", kind: StepKind.Compensation, target: "A", retries: 0));
        bench.Steps["A"] = static (_, _) => Bench.Fails(ErrorCodes.TimedOut);
        bench.Steps["UndoA"] = static (_, _) => Bench.Fails();
        return bench.Begin();
    }

    private object Undo(StartTry start, FlowValue input)
    {
        _undone.Add(input["input"].AsString());
        return "undone";
    }
}
