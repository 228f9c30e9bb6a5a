namespace PacketFlow.Molecules;

/// <summary>Runs within that share a resource with other steps, after a crash.</summary>
public class CovalentWithinTests
{
    private static readonly TestMolecule Inner = new TestMolecule("inner").Step("X");

    private static TestMolecule Reader() => new TestMolecule("reader")
        .Step("A", idempotent: true).Step("B", ["A"], StepKind.Nested).Runs("B", Inner).Ionic("A", "B").Covalent("A", "B", "stock");

    // What it was begun with is lost, and what it does must be over before its step does it again.
    [Fact]
    public void Run_within_that_goes_by_what_a_partner_lost_ends_before_both_start_over()
    {
        var bench = new Bench(Reader());
        bench.Steps["A"] = static (start, _) => $"a{start.Attempt}";
        bench.Steps["B"] = static (start, value) => start.Attempt == 1 ? Bench.Hang : value.AsString();
        bench.Begin();

        bench.CrashAndRecover();

        bench.Text.ShouldBe("A#1 B#1 B#1 A#2 B#2");
        bench.Cancelled.ShouldBe(["B"]);
        bench.Output.ShouldBe("a2");
    }

    [Fact]
    public void Run_whose_partner_is_given_up_ends_with_the_run_within_that_goes_by_what_it_lost()
    {
        var bench = new Bench(Reader());
        bench.Steps["B"] = static (_, _) => Bench.Hang;
        bench.Begin();

        bench.CrashAndRecover();
        bench.CrashAndRecover();
        bench.Machine.Status.ShouldBe(RunStatus.Running);
        bench.CrashAndRecover();

        bench.Machine.Status.ShouldBe(RunStatus.Failed);
        bench.Machine.Error!.Message.ShouldContain("poison");
    }

    // The wait for both is renewed, though one of them is over: the other is still at the resource.
    [Fact]
    public void Resource_is_free_when_the_last_of_the_runs_within_is_over()
    {
        var bench = new Bench(new TestMolecule("busy")
            .Step("A", idempotent: true).Step("B", kind: StepKind.Nested).Runs("B", Inner).Step("C", kind: StepKind.Nested).Runs("C", Inner)
            .Covalent("A", "B", "stock").Covalent("B", "C", "stock"));
        bench.Steps["C"] = static (_, _) => Bench.Hang;
        bench.Begin();

        bench.CrashAndRecover();
        bench.Text.ShouldBe("A#1 B#1 C#1 B#1 C#1");
        bench.Finish("C", "c");

        bench.Text.ShouldBe("A#1 B#1 C#1 B#1 C#1 A#2");
        bench.Machine.Status.ShouldBe(RunStatus.Completed);
    }
}
