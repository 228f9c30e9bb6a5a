namespace PacketFlow.Molecules;

/// <summary>How much room a step's tries make for its retries.</summary>
public class RetryBudgetTests
{
    private readonly StepFigures _figures = new(0);

    private RetryBudget Budget => _figures.Budget;

    [Fact]
    public void Ten_are_kept_and_ten_come_each_second_to_a_step_that_does_little()
    {
        Taken(0).ShouldBe(10);
        Taken(99).ShouldBe(0);
        Taken(100).ShouldBe(1);
        Taken(1000).ShouldBe(9);
        Taken(3_600_000).ShouldBe(10);
    }

    [Fact]
    public void Tenth_of_the_tries_counts_and_not_the_seconds_beside_it()
    {
        Taken(0);
        int taken = 0;
        for (int second = 1; second <= 20; second++)
        {
            for (int tenth = 0; tenth < 10; tenth++)
            {
                Add(20);
                taken += Taken((second * 1000) + (tenth * 100));
            }
        }

        taken.ShouldBeInRange(395, 412);
    }

    [Fact]
    public void Nothing_is_lost_between_two_looks_while_somebody_waits()
    {
        Taken(0);
        Add(5000);
        Budget.Join("r");

        Budget.Next(1).ShouldBe("r");

        // Nobody waits any more.
        Taken(1).ShouldBe(10);
        Budget.Join("a");
        Add(5000);
        Enumerable.Range(0, 600).Count(run => Budget.Join($"r{run}")).ShouldBe(600);
        Enumerable.Range(0, 600).Count(_ => Budget.Next(2) is not null).ShouldBe(500);
    }

    [Fact]
    public void Who_stands_in_line_comes_first_and_in_order_and_stands_there_once()
    {
        Taken(0);
        Budget.Join("a").ShouldBeTrue();
        Budget.Join("b").ShouldBeTrue();
        Budget.Join("a").ShouldBeFalse();
        Budget.Wait(0).ShouldBe(100);

        Budget.TryTake(200).ShouldBeFalse();
        (Budget.Next(200), Budget.Next(200), Budget.Next(200)).ShouldBe(("a", "b", null));
        Budget.Join("a").ShouldBeTrue();
    }

    [Fact]
    public void Step_that_mostly_succeeds_holds_no_retry_back_for_those_that_fail_for_good()
    {
        Taken(0);
        int taken = 0;
        for (int second = 1; second <= 20; second++)
        {
            // A quarter of 200 runs is tried again three times, in vain.
            Add(150, isDone: true);
            Add(50 + 150);
            Enumerable.Range(0, 150).Count(run => Budget.Join($"r{second}.{run}")).ShouldBe(150);
            taken += Enumerable.Range(0, 150).Count(_ => Budget.Next(second * 1000) is not null);
        }

        taken.ShouldBe(20 * 150);
    }

    [Fact]
    public void Success_makes_room_for_one_and_that_of_a_retry_for_two()
    {
        Taken(0);

        _figures.Add(isDone: true, milliseconds: 1);
        Taken(0).ShouldBe(1);
        _figures.Add(isDone: true, milliseconds: 1);
        Budget.Earn();
        Taken(0).ShouldBe(2);
        Budget.GiveBack();
        Taken(0).ShouldBe(1);
    }

    private void Add(int tries, bool isDone = false)
    {
        for (int one = 0; one < tries; one++)
        {
            _figures.Add(isDone, milliseconds: 1);
        }
    }

    private int Taken(long now)
    {
        int taken = 0;
        while (Budget.TryTake(now))
        {
            taken++;
        }

        return taken;
    }
}
