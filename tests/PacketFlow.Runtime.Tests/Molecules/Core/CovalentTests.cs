using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>Steps over a shared resource: alone, together, in one order.</summary>
public class CovalentTests
{
    private static TestMolecule Pair() => new TestMolecule("pair").Step("A", idempotent: true).Step("B", idempotent: true).Covalent("A", "B", "stock");

    private static string[] Done(Bench bench) =>
        [.. bench.Journal.Where(static record => record.Kind == RecordKind.TrySucceeded).Select(record => bench.Machine.Steps[record.Step].Step.Name)];

    [Theory]
    [InlineData("")]
    [InlineData("stock\0room")]
    [InlineData("stock\nroom")]
    public void Resource_that_no_journal_could_keep_is_refused_with_its_bond(string resource)
    {
        TestMolecule molecule = new TestMolecule("pair").Step("A").Step("B").Covalent("A", "B", resource);

        PacketFlowException refusal = Should.Throw<PacketFlowException>(() => new Bench(molecule));

        refusal.Code.ShouldBe(ErrorCodes.PayloadMismatch);
        refusal.Message.ShouldStartWith("pair/1: the resource of the covalent bond between A and B ");
    }

    [Fact]
    public void Never_run_at_once()
    {
        var bench = new Bench(Pair());
        bench.Steps["A"] = bench.Steps["B"] = static (_, _) => Bench.Hang;

        bench.Begin();

        bench.Text.ShouldBe("A#1");
    }

    [Fact]
    public void Results_are_recorded_when_the_last_is_there()
    {
        var bench = new Bench(Pair());
        bench.Steps["B"] = static (_, _) => Bench.Hang;
        bench.Begin();
        Done(bench).ShouldBeEmpty();

        bench.Finish("B", "b");

        Done(bench).ShouldBe(["A", "B"]);
        bench.Machine.Status.ShouldBe(RunStatus.Completed);
    }

    [Fact]
    public void Failure_of_one_tries_both_again_under_the_same_keys()
    {
        var bench = new Bench(Pair());
        bench.Steps["B"] = static (start, _) => start.Attempt == 1 ? Bench.Fails() : "b";
        bench.Begin();

        bench.PassTime();

        bench.Started.ShouldBe(["A#1", "B#1", "A#2", "B#2"], ignoreOrder: true);
        bench.Keys.Distinct().ShouldBe(["r1/A", "r1/B"]);
        bench.Machine.Status.ShouldBe(RunStatus.Completed);
    }

    [Fact]
    public void What_must_not_run_twice_is_kept_while_its_partner_is_tried_again()
    {
        var bench = new Bench(new TestMolecule("once").Step("A", idempotent: false, atMostOnce: true).Step("B", idempotent: true).Covalent("A", "B", "stock"));
        bench.Steps["B"] = static (start, _) => start.Attempt == 1 ? Bench.Fails() : "b";
        bench.Begin();

        bench.PassTime();

        bench.Started.ShouldBe(["A#1", "B#1", "B#2"], ignoreOrder: true);
        Done(bench).ShouldBe(["A", "B"]);
        bench.Machine.Status.ShouldBe(RunStatus.Completed);
    }

    [Fact]
    public void What_a_partner_is_working_with_is_kept_while_a_third_is_tried_again()
    {
        var bench = new Bench(new TestMolecule("three").Step("A", idempotent: true).Step("B", ["A"], idempotent: true).Step("C", idempotent: true)
            .Ionic("A", "B").Covalent("A", "B", "left").Covalent("A", "C", "right"));
        bench.Steps["B"] = bench.Steps["C"] = static (_, _) => Bench.Hang;
        bench.Begin();
        bench.Text.ShouldBe("A#1 C#1 B#1");

        bench.Finish("C", Bench.Fails());
        bench.Finish("B", "b");
        bench.PassTime();
        bench.Finish("C", "c");

        bench.Text.ShouldBe("A#1 C#1 B#1 C#2");
        bench.Machine.Status.ShouldBe(RunStatus.Completed);
    }

    [Fact]
    public void Partner_reads_the_unrecorded_result_and_others_do_not()
    {
        var bench = new Bench(new TestMolecule("read").Step("A", idempotent: true).Step("B", ["A"], idempotent: true).Step("C", ["A"])
            .Ionic("A", "B").Ionic("A", "C").Covalent("A", "B", "stock"));
        bench.Steps["B"] = static (_, _) => Bench.Hang;
        bench.Begin();
        bench.Text.ShouldBe("A#1 B#1");

        bench.Finish("B", "b");

        bench.Text.ShouldBe("A#1 B#1 C#1");
    }

    [Fact]
    public void Step_between_two_partners_joins_them()
    {
        Bench bench = new Bench(new TestMolecule("between").Step("A").Step("X", ["A"]).Step("B", ["X"]).Ionic("A", "X").Ionic("X", "B").Covalent("A", "B", "stock")).Begin();

        bench.Output.ShouldBe("B(X(A(in)))");
        Done(bench).ShouldBe(["A", "X", "B"]);
    }

    [Fact]
    public void Lock_is_taken_before_the_first_and_freed_after_the_last()
    {
        var bench = new Bench(Pair()) { GrantsLocks = false };
        bench.Begin();
        bench.Started.ShouldBeEmpty();
        bench.Machine.Status.ShouldBe(RunStatus.Waiting);

        bench.Handle(RunOccurrence.LocksGranted(0));

        RecordKind[] kinds = [.. bench.Journal.Select(static record => record.Kind)];
        kinds[1].ShouldBe(RecordKind.LocksTaken);
        kinds[^2].ShouldBe(RecordKind.LocksFreed);
    }

    [Fact]
    public void Resource_is_given_back_before_it_is_taken_again()
    {
        var bench = new Bench(new TestMolecule("twice").Step("Within", kind: StepKind.Nested).Step("C").Step("D").Covalent("C", "D", "stock")
            .Ionic("Within", "C").Ionic("Within", "D").Runs("Within", Pair()));

        bench.Begin();

        bench.Locks.ShouldBe(["takes 0", "frees 0", "takes 1", "frees 1"]);
        bench.Machine.Status.ShouldBe(RunStatus.Completed);
    }

    [Fact]
    public void Step_without_items_is_recorded_with_its_partners()
    {
        var bench = new Bench(WithItems());
        bench.Steps["A"] = static (_, _) => Values.Texts([]);
        bench.Steps["C"] = static (_, _) => Bench.Hang;
        bench.Begin();
        bench.Text.ShouldBe("A#1 C#1");
        Done(bench).ShouldBeEmpty();

        bench.Finish("C", "c");

        bench.Text.ShouldBe("A#1 C#1 D#1");
        bench.Machine.Status.ShouldBe(RunStatus.Completed);
    }

    [Fact]
    public void Step_without_items_runs_for_those_that_its_partner_gives_after_a_crash()
    {
        var bench = new Bench(WithItems());
        bench.Steps["A"] = static (start, _) => Values.Texts(start.Attempt == 1 ? [] : ["x"]);
        bench.Steps["C"] = static (start, _) => start.Attempt == 1 ? Bench.Hang : "c";
        bench.Begin();

        bench.CrashAndRecover();

        bench.Started.ShouldContain("B[0]#1");
        bench.Machine.Status.ShouldBe(RunStatus.Completed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Step_without_items_is_done_when_the_partner_that_failed_is(bool isCrashed)
    {
        var bench = new Bench(WithItems());
        bench.Steps["A"] = static (_, _) => Values.Texts([]);
        bench.Steps["C"] = static (start, _) => start.Attempt == 1 ? Bench.Fails() : "c";
        bench.Begin();

        if (isCrashed)
        {
            bench.CrashAndRecover();
        }

        bench.PassTime();

        bench.Machine.Status.ShouldBe(RunStatus.Completed);
        Bench.Read(bench.Machine.Steps[1].Output!).ShouldBe("[]");
    }

    // The items come from outside of the group.
    [Fact]
    public void Step_without_items_is_held_again_after_a_crash()
    {
        var bench = new Bench(new TestMolecule("outer").Step("A", idempotent: true).Step("B", ["A"], idempotent: true, forEach: true).Step("C", idempotent: true)
            .Ionic("A", "B", forEach: true).Covalent("B", "C", "stock"));
        bench.Steps["A"] = static (_, _) => Values.Texts([]);
        bench.Steps["C"] = static (_, _) => Bench.Hang;
        bench.Begin();

        bench.CrashAndRecover();
        bench.Journal.ShouldNotContain(static record => record.Kind == RecordKind.Gathered);
        bench.Finish("C", "c");

        bench.Journal.Count(static record => record.Kind == RecordKind.Gathered).ShouldBe(1);
        bench.Machine.Status.ShouldBe(RunStatus.Completed);
    }

    private static TestMolecule WithItems() => new TestMolecule("items").Step("A", idempotent: true).Step("B", ["A"], idempotent: true, forEach: true)
        .Step("C", idempotent: true).Step("D", ["B"]).Ionic("A", "B", forEach: true).Ionic("B", "D").Covalent("A", "B", "stock").Covalent("A", "C", "stock");

    [Fact]
    public void Crash_before_the_record_runs_both_again_under_the_same_keys()
    {
        var bench = new Bench(Pair());
        bench.Steps["B"] = static (start, _) => start.Attempt == 1 ? Bench.Hang : "b";
        bench.Begin();

        bench.CrashAndRecover();

        bench.Started.ShouldBe(["A#1", "B#1", "A#2", "B#2"], ignoreOrder: true);
        bench.Machine.Status.ShouldBe(RunStatus.Completed);
    }

    [Fact]
    public void Resources_that_may_be_held_together_are_taken_at_once_in_the_order_of_their_names()
    {
        PlanView overlapping = PlanView.Of(new TestMolecule("two").Step("A").Step("B").Step("C").Step("D").Covalent("A", "B", "z").Covalent("C", "D", "a"));
        PlanView apart = PlanView.Of(new TestMolecule("two").Step("A").Step("B").Step("C").Step("D").Covalent("A", "B", "z").Covalent("C", "D", "a")
            .Ionic("A", "C").Ionic("B", "C").Ionic("A", "D").Ionic("B", "D"));

        overlapping.LockSets.Single().Resources.ShouldBe(["a", "z"]);
        apart.LockSets.Length.ShouldBe(2);
    }
}
