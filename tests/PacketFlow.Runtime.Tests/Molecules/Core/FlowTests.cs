using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>In which order steps run, and with what.</summary>
public class FlowTests
{
    private static TestMolecule Chain() => new TestMolecule("chain").Step("A").Step("B", ["A"]).Step("C", ["B"]).Ionic("A", "B").Ionic("B", "C");

    private static byte[] Numbers(int count) => Values.Texts(Enumerable.Range(0, count).Select(static number => $"item{number}"));

    [Fact]
    public void Chain_runs_in_order_and_hands_results_on()
    {
        Bench bench = new Bench(Chain()).Begin();

        bench.Text.ShouldBe("A#1 B#1 C#1");
        bench.Output.ShouldBe("C(B(A(in)))");
        bench.Machine.Status.ShouldBe(RunStatus.Completed);
        bench.Keys.ShouldBe(["r1/A", "r1/B", "r1/C"]);
    }

    [Fact]
    public void Result_is_recorded_before_its_dependent_starts()
    {
        Bench bench = new Bench(Chain()).Begin();

        RecordKind[] kinds = [.. bench.Journal.Select(static record => record.Kind)];
        kinds.ShouldBe([
            RecordKind.Started, RecordKind.TryStarted, RecordKind.TrySucceeded, RecordKind.TryStarted, RecordKind.TrySucceeded,
            RecordKind.TryStarted, RecordKind.TrySucceeded, RecordKind.Ended]);
    }

    [Fact]
    public void Join_waits_for_both()
    {
        var bench = new Bench(new TestMolecule("join").Step("A").Step("B").Step("C", ["A", "B"]).Ionic("A", "C").Ionic("B", "C"));
        bench.Steps["B"] = static (_, _) => Bench.Hang;
        bench.Begin();
        bench.Text.ShouldBe("A#1 B#1");

        bench.Finish("B", "b");

        bench.Output.ShouldBe("C({a:A(in),b:b})");
    }

    [Theory]
    [InlineData("small", "A#1 Small#1 End#1", "End({small:Small(small)})")]
    [InlineData("big", "A#1 Big#1 End#1", "End({big:Big(big)})")]
    public void Branch_takes_the_side_whose_condition_holds(string input, string started, string output)
    {
        var bench = new Bench(new TestMolecule("branch").Step("A").Step("Small", ["A"]).Step("Big", ["A"]).Step("End", ["Small?", "Big?"])
            .Ionic("A", "Small", static value => value.AsString() == "small").Ionic("A", "Big", static value => value.AsString() == "big")
            .Ionic("Small", "End").Ionic("Big", "End"));
        bench.Steps["A"] = static (_, value) => value.AsString();

        bench.Begin(input);

        bench.Text.ShouldBe(started);
        bench.Output.ShouldBe(output);
    }

    [Fact]
    public void Step_is_skipped_when_a_value_that_it_needs_has_no_source()
    {
        Bench bench = new Bench(new TestMolecule("skip").Step("A").Step("B", ["A"]).Step("C").Step("D", ["B", "C"])
            .Ionic("A", "B", static _ => false).Ionic("B", "D").Ionic("C", "D")).Begin();

        bench.Text.ShouldBe("A#1 C#1");
        bench.Phase("D").ShouldBe(StepPhase.Skipped);
        bench.Machine.Status.ShouldBe(RunStatus.Completed);
    }

    [Fact]
    public void Condition_that_throws_fails_the_run()
    {
        Bench bench = new Bench(new TestMolecule("broken").Step("A").Step("B", ["A"]).Ionic("A", "B", static _ => throw new InvalidOperationException())).Begin();

        bench.Machine.Status.ShouldBe(RunStatus.Failed);
        bench.Machine.Error!.Message.ShouldContain("IsB");
    }

    [Fact]
    public void Items_run_so_many_at_a_time_and_are_gathered_in_order()
    {
        var bench = new Bench(new TestMolecule("each").Step("A").Step("B", ["A"], forEach: true).Step("C", ["B"]).Ionic("A", "B", forEach: true).Ionic("B", "C"));
        bench.Steps["A"] = static (_, _) => Numbers(4);
        bench.Steps["B"] = static (_, _) => Bench.Hang;
        bench.Begin();
        bench.Text.ShouldBe("A#1 B[0]#1 B[1]#1");

        bench.Finish("B", "one", 1);
        bench.Text.ShouldBe("A#1 B[0]#1 B[1]#1 B[2]#1");
        bench.Finish("B", "two", 2);
        bench.Finish("B", "three", 3);
        bench.Finish("B", "zero", 0);

        bench.Output.ShouldBe("C([zero,one,two,three])");
        bench.Keys.ShouldContain("r1/B/3");
    }

    [Fact]
    public void No_items_give_an_empty_array()
    {
        var bench = new Bench(new TestMolecule("none").Step("A").Step("B", ["A"], forEach: true).Step("C", ["B"]).Ionic("A", "B", forEach: true).Ionic("B", "C"));
        bench.Steps["A"] = static (_, _) => Numbers(0);

        bench.Begin();

        bench.Output.ShouldBe("C([])");
    }

    [Fact]
    public void First_item_that_fails_cancels_the_rest_and_fails_the_step()
    {
        var bench = new Bench(new TestMolecule("each").Step("A").Step("B", ["A"], forEach: true).Ionic("A", "B", forEach: true, parallelism: 3));
        bench.Steps["A"] = static (_, _) => Numbers(5);
        bench.Steps["B"] = static (_, _) => Bench.Hang;
        bench.Begin();

        bench.Finish("B", Bench.Fails(category: ErrorCategory.Fatal), 1);

        bench.Cancelled.ShouldContain("B");
        bench.Machine.Status.ShouldBe(RunStatus.Failed);
        bench.Started.Count.ShouldBe(4);
    }

    [Fact]
    public void Several_last_steps_give_a_map()
    {
        Bench bench = new Bench(new TestMolecule("two").Step("A").Step("B", ["A"]).Step("C", ["A"]).Ionic("A", "B").Ionic("A", "C")).Begin();

        bench.Output.ShouldBe("{b:B(A(in)),c:C(A(in))}");
    }

    [Fact]
    public void Same_answer_twice_changes_nothing()
    {
        var bench = new Bench(Chain());
        bench.Steps["A"] = static (_, _) => Bench.Hang;
        bench.Begin();
        StartTry a = bench.Open[0];

        bench.Finish("A", "first");
        bench.Handle(RunOccurrence.TryEnded(a.Step, a.Index, a.Attempt, PacketCodec.Serialize("second"), null));

        bench.Output.ShouldBe("C(B(first))");
    }
}
