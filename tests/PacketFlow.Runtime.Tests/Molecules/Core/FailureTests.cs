using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>What is tried again, what is undone, and what a person must decide.</summary>
public class FailureTests
{
    private static TestMolecule Saga() => new TestMolecule("saga")
        .Step("A").Step("B", ["A"]).Step("C", ["B"])
        .Step("UndoA", kind: StepKind.Compensation, target: "A").Step("UndoB", kind: StepKind.Compensation, target: "B")
        .Ionic("A", "B").Ionic("B", "C");

    [Fact]
    public void Idempotent_step_is_tried_again_under_the_same_key()
    {
        var bench = new Bench(new TestMolecule("retry").Step("A", idempotent: true));
        bench.Steps["A"] = static (start, _) => start.Attempt < 3 ? Bench.Fails() : "done";
        bench.Begin();
        bench.Machine.Status.ShouldBe(RunStatus.Waiting);

        bench.PassTime();
        bench.PassTime();

        bench.Output.ShouldBe("done");
        bench.Keys.Distinct().ShouldBe(["r1/A"]);
    }

    [Fact]
    public void Step_out_of_tries_fails_the_run()
    {
        var bench = new Bench(new TestMolecule("retry").Step("A", idempotent: true));
        bench.Steps["A"] = static (_, _) => Bench.Fails();
        bench.Begin();

        while (bench.Machine.Course == RunCourse.Forward)
        {
            bench.PassTime();
        }

        bench.Text.ShouldBe("A#1 A#2 A#3 A#4");
        bench.Machine.Status.ShouldBe(RunStatus.Failed);
        bench.Machine.Error!.Code.ShouldBe("PF500");
    }

    [Fact]
    public void Step_that_is_not_idempotent_is_not_tried_again()
    {
        var bench = new Bench(new TestMolecule("once").Step("A"));
        bench.Steps["A"] = static (_, _) => Bench.Fails(category: ErrorCategory.Fatal);

        bench.Begin();

        bench.Text.ShouldBe("A#1");
        bench.Machine.Status.ShouldBe(RunStatus.Failed);
    }

    [Fact]
    public void Failed_run_is_undone_in_reverse()
    {
        var bench = new Bench(Saga());
        bench.Steps["C"] = static (_, _) => Bench.Fails(category: ErrorCategory.Fatal);
        var undone = new List<string>();
        bench.Steps["UndoA"] = (_, value) => { undone.Add(Bench.Read(PacketCodec.Serialize(value))); return "ok"; };
        bench.Steps["UndoB"] = bench.Steps["UndoA"];

        bench.Begin();

        bench.Text.ShouldBe("A#1 B#1 C#1 UndoB#1 UndoA#1");
        undone.ShouldBe(["{input:A(in),output:B(A(in))}", "{input:in,output:A(in)}"]);
        bench.Machine.Status.ShouldBe(RunStatus.Compensated);
    }

    [Fact]
    public void Step_with_an_unknown_outcome_is_undone_without_an_output()
    {
        var bench = new Bench(Saga());
        bench.Steps["B"] = static (_, _) => Bench.Fails("PF408", ErrorCategory.Fatal);
        string? undone = null;
        bench.Steps["UndoB"] = (_, value) => undone = Bench.Read(PacketCodec.Serialize(value));

        bench.Begin();

        bench.Text.ShouldBe("A#1 B#1 UndoB#1 UndoA#1");
        undone.ShouldBe("{input:A(in)}");
    }

    [Fact]
    public void Undo_that_does_not_succeed_leaves_the_run_in_doubt_until_a_person_has_it_tried_again()
    {
        var bench = new Bench(Saga());
        bench.Steps["C"] = static (_, _) => Bench.Fails(category: ErrorCategory.Fatal);
        bench.Steps["UndoB"] = static (start, _) => start.Attempt < 5 ? Bench.Fails() : "ok";
        bench.Begin();
        while (bench.Machine.Course != RunCourse.Ended)
        {
            bench.PassTime();
        }

        bench.Machine.Status.ShouldBe(RunStatus.InDoubt);
        bench.Handle(RunOccurrence.Resume());

        bench.Machine.Status.ShouldBe(RunStatus.Compensated);
        bench.Started[^2..].ShouldBe(["UndoB#5", "UndoA#1"]);
    }

    [Fact]
    public void Cancelled_run_cancels_what_runs_and_undoes_the_rest()
    {
        var bench = new Bench(Saga());
        bench.Steps["B"] = static (_, _) => Bench.Hang;
        bench.Begin();

        bench.Handle(RunOccurrence.Cancel("enough"));

        bench.Cancelled.ShouldBe(["B"]);
        bench.Text.ShouldBe("A#1 B#1 UndoB#1 UndoA#1");
        bench.Machine.Status.ShouldBe(RunStatus.Cancelled);
    }

    [Fact]
    public void Deadline_ends_the_run()
    {
        var bench = new Bench(new TestMolecule("late") { Timeout = TimeSpan.FromSeconds(5) }.Step("A"));
        bench.Steps["A"] = static (_, _) => Bench.Hang;
        bench.Begin();

        bench.PassTime();

        bench.Now.ShouldBe(1_005_000);
        bench.Machine.Status.ShouldBe(RunStatus.Failed);
        bench.Machine.Error!.Code.ShouldBe("PF408");
    }

    [Fact]
    public void Failed_run_goes_on_from_the_failed_step()
    {
        bool isBroken = true;
        var bench = new Bench(new TestMolecule("resume").Step("A").Step("B", ["A"]).Ionic("A", "B"));
        bench.Steps["B"] = (_, _) => isBroken ? Bench.Fails(category: ErrorCategory.Fatal) : "fine";
        bench.Begin();
        isBroken = false;

        bench.Handle(RunOccurrence.Resume());

        bench.Text.ShouldBe("A#1 B#1 B#2");
        bench.Output.ShouldBe("fine");
        bench.Keys.Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void Metallic_step_fails_alone()
    {
        var bench = new Bench(new TestMolecule("metal").Step("A").Step("B").Step("C", ["A"]).Metallic("A", "B").Ionic("A", "C"));
        bench.Steps["A"] = static (_, _) => Bench.Fails(category: ErrorCategory.Fatal);

        bench.Begin();

        bench.Machine.Status.ShouldBe(RunStatus.Partial);
        bench.Phase("C").ShouldBe(StepPhase.Unreached);
        bench.Output.ShouldBe("{b:B(in),c:null}");
    }

    [Fact]
    public void Metallic_group_that_fails_altogether_fails_the_run()
    {
        var bench = new Bench(new TestMolecule("metal").Step("A").Step("B").Metallic("A", "B"));
        bench.Steps["A"] = bench.Steps["B"] = static (_, _) => Bench.Fails(category: ErrorCategory.Fatal);

        bench.Begin();

        bench.Machine.Status.ShouldBe(RunStatus.Failed);
    }

    [Fact]
    public void Metallic_steps_start_together()
    {
        var bench = new Bench(new TestMolecule("metal").Step("A").Step("B").Step("C", ["A"]).Ionic("A", "C").Metallic("C", "B"));
        bench.Steps["A"] = static (_, _) => Bench.Hang;
        bench.Begin();
        bench.Text.ShouldBe("A#1");

        bench.Finish("A", "a");

        bench.Started[1..].ShouldBe(["B#1", "C#1"], ignoreOrder: true);
    }

    [Fact]
    public void Substitute_does_the_work_of_a_step_that_failed()
    {
        var bench = new Bench(new TestMolecule("heal").Step("A").Step("B", ["A"]).Step("Other", kind: StepKind.Substitute, target: "A").Ionic("A", "B"));
        bench.Steps["A"] = static (_, _) => Bench.Fails(category: ErrorCategory.Fatal);

        bench.Begin();

        bench.Output.ShouldBe("B(Other(in))");
        bench.Keys.ShouldBe(["r1/A", "r1/Other", "r1/B"]);
    }
}
