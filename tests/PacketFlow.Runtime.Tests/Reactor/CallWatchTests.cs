namespace PacketFlow.Reactor;

public class CallWatchTests
{
    [Fact]
    public void Call_that_is_there_at_one_look_after_the_other_holds_its_thread()
    {
        var watch = default(CallWatch);
        var held = new List<bool>();
        for (int look = 0; look < 6; look++)
        {
            watch.Look(7);
            held.Add(watch.IsHeld(4));
        }

        held.ShouldBe([false, false, false, false, true, true]);
    }

    [Fact]
    public void Thread_that_lost_its_core_for_a_moment_holds_nothing()
    {
        var watch = default(CallWatch);
        for (int call = 1; call < 20; call++)
        {
            for (int look = 0; look < 4; look++)
            {
                watch.Look(call);
                watch.IsSame.ShouldBe(look > 0);
                watch.IsHeld(4).ShouldBeFalse();
            }
        }
    }
}
