namespace PacketFlow.Molecules;

public class LockTableTests
{
    [Fact]
    public void All_that_wait_for_one_root_run_are_granted_together()
    {
        var table = new LockTable();
        var granted = new List<string>();
        table.Take("first", ["stock"], () => granted.Add("first"));
        table.Take("second", ["stock"], () => granted.Add("second"));
        table.Take("third", ["stock"], () => granted.Add("third"));
        table.Take("second/Step", ["stock"], () => granted.Add("second/Step"));

        table.Free("first", ["stock"]);

        granted.ShouldBe(["first", "second", "second/Step"]);
        table.Free("second", ["stock"]);
        granted.ShouldNotContain("third");
        table.Free("second/Step", ["stock"]);
        granted[^1].ShouldBe("third");
    }

    [Fact]
    public void Run_that_is_forgotten_holds_nothing_and_waits_for_nothing()
    {
        var table = new LockTable();
        table.Take("first", ["stock"], static () => { });
        table.Take("second", ["stock"], static () => throw new InvalidOperationException("It was forgotten."));
        table.Forget("second");

        table.Forget("first");

        table.OwnerOf("stock").ShouldBeNull();
    }
}
