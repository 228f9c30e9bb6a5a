using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>What a run computes is the same with each rewrite and without, also when the process dies and the next one walks the plan otherwise.</summary>
public class RewriteTests
{
    private static readonly PlanTuning Relaxed = new() { Relaxed = [0] };

    private static TestMolecule Ordered() => new TestMolecule("ordered").Step("A").Step("B").Step("C", ["A", "B"])
        .Step("UndoA", kind: StepKind.Compensation, target: "A").Step("UndoB", kind: StepKind.Compensation, target: "B")
        .Ionic("A", "B", data: false).Ionic("A", "C").Ionic("B", "C");

    private static TestMolecule Fan() => new TestMolecule("fan").Step("A").Step("B", ["A"], forEach: true).Step("C", ["B"])
        .Ionic("A", "B", forEach: true, parallelism: 2).Ionic("B", "C");

    [Fact]
    public void Relaxed_bond_lets_its_second_step_begin_at_once_and_the_result_is_the_same()
    {
        var strict = new Bench(Ordered());
        strict.Begin();
        var relaxed = new Bench(Ordered(), Relaxed);
        relaxed.Steps["A"] = static (_, _) => Bench.Hang;
        relaxed.Begin();
        relaxed.Text.ShouldBe("A#1 B#1");

        relaxed.Finish("A", "A(in)");

        strict.Text.ShouldBe("A#1 B#1 C#1");
        relaxed.Text.ShouldBe("A#1 B#1 C#1");
        (relaxed.Machine.Status, relaxed.Output).ShouldBe((strict.Machine.Status, strict.Output));
    }

    [Fact]
    public void Relaxed_bond_changes_nothing_of_a_failure_behind_it()
    {
        var strict = new Bench(Ordered());
        var relaxed = new Bench(Ordered(), Relaxed);
        foreach (Bench bench in new[] { strict, relaxed })
        {
            bench.Steps["C"] = static (_, _) => Bench.Fails(category: ErrorCategory.Fatal);
            bench.Begin();
        }

        relaxed.Machine.Status.ShouldBe(RunStatus.Compensated);
        (relaxed.Machine.Status, relaxed.Machine.Error, relaxed.Text).ShouldBe((strict.Machine.Status, strict.Machine.Error, strict.Text));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Relaxed_bond_may_come_and_go_with_the_processes_of_a_run(bool before, bool after)
    {
        var whole = new Bench(Ordered(), before ? Relaxed : null);
        whole.Begin();
        for (int batches = 1; batches <= whole.Batches; batches++)
        {
            var bench = new Bench(Ordered(), before ? Relaxed : null);
            bench.Begin();
            bench.Tuning = after ? Relaxed : PlanTuning.None;
            int done = bench.Journal.Count;
            bench.CrashAfter(batches);

            (bench.Machine.Status, bench.Output).ShouldBe((RunStatus.Completed, whole.Output), $"after {batches} of {done}");
            bench.Journal.Where(static record => record.Kind == RecordKind.TrySucceeded).Select(static record => record.Step).ShouldBeUnique();
        }
    }

    [Fact]
    public void Second_step_that_was_done_before_its_first_is_not_run_again_where_the_bond_holds()
    {
        var bench = new Bench(Ordered(), Relaxed);
        bench.Steps["A"] = static (start, _) => start.Attempt == 1 ? Bench.Hang : "A(in)";
        bench.Begin();
        bench.Tuning = PlanTuning.None;

        bench.CrashAndRecover();

        bench.Text.ShouldBe("A#1 B#1 A#2 C#1");
        bench.Output.ShouldBe("C({a:A(in),b:B(in)})");
    }

    [Fact]
    public void Steps_placed_together_share_a_routing_key_and_the_result_is_the_same()
    {
        TestMolecule molecule = new TestMolecule("far").Step("A", kind: StepKind.Remote).Step("B", ["A"], StepKind.Remote).Ionic("A", "B");
        var apart = new Bench(molecule);
        apart.Begin();
        var together = new Bench(molecule, new PlanTuning { Together = [0] });
        var keys = new List<string?>();
        together.Steps["A"] = together.Steps["B"] = (start, value) =>
        {
            keys.Add(start.RoutingKey);
            return $"{start.Acting.Name}({value.AsString()})";
        };
        together.Begin();

        keys.ShouldBe(["r1/A", "r1/A"]);
        (together.Machine.Status, together.Output).ShouldBe((apart.Machine.Status, apart.Output));
    }

    [Fact]
    public void Items_that_run_more_at_a_time_give_the_same_in_the_same_order()
    {
        byte[] items = PacketCodec.Serialize(FlowValue.Array("a", "b", "c", "d", "e", "f"));
        var few = new Bench(Fan());
        few.Steps["A"] = (_, _) => items;
        few.Begin();
        var many = new Bench(Fan(), new PlanTuning { Parallelism = new Dictionary<int, int> { [0] = 4 } });
        many.Steps["A"] = (_, _) => items;
        many.Steps["B"] = static (_, _) => Bench.Hang;
        many.Begin();
        many.Open.Count.ShouldBe(4);

        while (many.Open.Count > 0)
        {
            StartTry last = many.Open[^1];
            many.Finish("B", $"B({Bench.Read(last.Payload)})", last.Index);
        }

        (many.Machine.Status, many.Output).ShouldBe((few.Machine.Status, few.Output));
    }
}
