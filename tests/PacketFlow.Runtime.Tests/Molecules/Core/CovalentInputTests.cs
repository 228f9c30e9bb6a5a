using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>What a partner gave, lost in a crash, and gave otherwise: what was done with it is undone like the rest.</summary>
public class CovalentInputTests
{
    private readonly List<string> _undone = [];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Items_that_are_there_no_more_are_undone_in_reverse_with_the_others(bool isCrashedAgain)
    {
        Bench bench = BeginThree();
        bench.Steps["A"] = static (_, _) => Values.Texts(["w"]);
        bench.Steps["C"] = static (_, _) => Bench.Hang;
        bench.CrashAndRecover();
        bench.Phase("B").ShouldBe(StepPhase.Done);
        if (isCrashedAgain)
        {
            bench.CrashAndRecover();
        }

        bench.Finish("C", Bench.Fails(category: ErrorCategory.Fatal));

        _undone.ShouldBe(["2 z", "1 y", "0 w"]);
        bench.Machine.Status.ShouldBe(RunStatus.Compensated);
    }

    // Nothing says any more what there was to be done but the tries themselves.
    [Fact]
    public void Items_of_a_partner_that_gives_nothing_more_are_undone_as_they_were_begun()
    {
        Bench bench = BeginThree();
        bench.Steps["A"] = static (_, _) => Bench.Fails(category: ErrorCategory.Fatal);

        bench.CrashAndRecover();

        _undone.ShouldBe(["2 z", "1 y", "0 x"]);
        bench.Machine.Status.ShouldBe(RunStatus.Compensated);
    }

    [Fact]
    public void Item_that_was_begun_by_a_process_that_died_again_is_undone()
    {
        Bench bench = BeginThree();
        bench.Steps["A"] = static (_, _) => Values.Texts(["w"]);
        bench.Steps["B"] = static (_, _) => Bench.Hang;
        bench.CrashAndRecover();
        bench.CrashAndRecover();

        bench.Handle(RunOccurrence.Cancel("enough"));

        _undone.ShouldBe(["2 z", "1 y", "0 w"]);
        bench.Machine.Status.ShouldBe(RunStatus.Cancelled);
    }

    [Fact]
    public void Undo_that_was_cut_off_by_a_crash_goes_on_with_the_item_that_it_was_at()
    {
        Bench bench = BeginThree();
        bench.Steps["A"] = static (_, _) => Values.Texts([]);
        bench.Steps["C"] = static (_, _) => Bench.Fails(category: ErrorCategory.Fatal);
        bench.Steps["UndoB"] = (start, input) => start is { Index: 1, Attempt: 1 } ? Bench.Hang : Undo(start, input);
        bench.CrashAndRecover();
        _undone.ShouldBe(["2 z"]);

        bench.CrashAndRecover();

        _undone.ShouldBe(["2 z", "1 y", "0 x"]);
        bench.Machine.Status.ShouldBe(RunStatus.Compensated);
    }

    // The partner's result is recorded with this step's own, so a crash in between loses it.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Step_is_undone_with_what_its_partner_gave_before_the_crash(bool isCancelled)
    {
        var bench = new Bench(new TestMolecule("pair").Step("A", idempotent: true).Step("B", ["A"], idempotent: true)
            .Step("UndoB", kind: StepKind.Compensation, target: "B").Ionic("A", "B").Covalent("A", "B", "stock"));
        bench.Steps["A"] = static (_, _) => "x";
        bench.Steps["B"] = static (_, _) => Bench.Hang;
        bench.Steps["UndoB"] = Undo;
        bench.Begin();
        bench.Steps["A"] = (_, _) => isCancelled ? Bench.Hang : Bench.Fails(category: ErrorCategory.Fatal);
        bench.CrashAndRecover();
        if (isCancelled)
        {
            bench.Handle(RunOccurrence.Cancel("enough"));
        }

        _undone.ShouldBe(["-1 x"]);
    }

    // Each item and each try has a record of its own: what others gave stands in theirs.
    [Fact]
    public void Only_what_the_partner_gave_is_written_down_and_that_may_be_as_deep_as_a_value_can_be()
    {
        byte[] deep = [.. Enumerable.Repeat((byte)0x91, 63), 0xC0];
        var bench = new Bench(new TestMolecule("pair").Step("Z").Step("A", ["Z"]).Step("B", ["A", "Z"], retries: 0).Ionic("Z", "A").Ionic("Z", "B").Ionic("A", "B").Covalent("A", "B", "stock")
            .Step("UndoB", kind: StepKind.Compensation, target: "B"));
        bench.Steps["Z"] = static (_, _) => new string('z', 10_000);
        bench.Steps["A"] = (_, _) => deep;
        bench.Steps["B"] = static (_, _) => Bench.Hang;
        bench.Begin();

        bench.Journal[^1].Data!.Length.ShouldBeLessThan(100);
        bench.CrashAndRecover();
        bench.Machine.Status.ShouldBe(RunStatus.Running);
    }

    // What the source gave was recorded before: its record says what the items are.
    [Fact]
    public void Items_from_outside_of_the_group_are_not_written_down_twice()
    {
        Bench bench = new Bench(new TestMolecule("outer").Step("A").Step("B", ["A"], forEach: true).Ionic("A", "B", forEach: true)) { Steps = { ["A"] = static (_, _) => Values.Texts(["x"]) } }.Begin();

        bench.Text.ShouldBe("A#1 B[0]#1");
        bench.Journal.ShouldNotContain(static record => record.Kind == RecordKind.TryStarted && record.Data != null);
    }

    private static TestMolecule Pair() => new TestMolecule("pair").Step("A", idempotent: true).Step("B", ["A"], idempotent: true, forEach: true).Step("C", ["B"])
        .Step("UndoB", kind: StepKind.Compensation, target: "B").Ionic("A", "B", forEach: true).Ionic("B", "C").Covalent("A", "B", "stock");

    // The third of three items is under way.
    private Bench BeginThree()
    {
        var bench = new Bench(Pair());
        bench.Steps["A"] = static (_, _) => Values.Texts(["x", "y", "z"]);
        bench.Steps["B"] = static (start, _) => start is { Index: 2, Attempt: 1 } ? Bench.Hang : "b";
        bench.Steps["UndoB"] = Undo;
        bench.Begin();
        bench.Text.ShouldBe("A#1 B[0]#1 B[1]#1 B[2]#1");
        return bench;
    }

    private object Undo(StartTry start, FlowValue input)
    {
        _undone.Add($"{start.Index} {input["input"].AsString()}");
        return "undone";
    }
}
