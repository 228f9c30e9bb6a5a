namespace PacketFlow.Reactor;

public class QuicknessTests
{
    private const int Limit = 20;
    private readonly Quickness _quickness = new(Limit);

    [Fact]
    public void Handler_is_quick_when_it_has_shown_it()
    {
        bool before = _quickness.IsShown;
        _quickness.Measure(1);

        before.ShouldBeFalse();
        _quickness.IsShown.ShouldBeTrue();
    }

    [Fact]
    public void First_run_that_is_compiled_on_its_way_is_forgiven_by_the_second()
    {
        _quickness.Measure(5000);
        bool afterFirst = _quickness.IsShown;
        _quickness.Measure(1);

        afterFirst.ShouldBeFalse();
        _quickness.IsShown.ShouldBeTrue();
    }

    [Fact]
    public void Threads_that_all_lose_their_cores_at_once_do_not_make_it_slow()
    {
        BeQuick();
        for (int pause = 0; pause < 100; pause++)
        {
            for (int thread = 0; thread < 20; thread++)
            {
                _quickness.Measure(4000);
            }

            _quickness.IsShown.ShouldBeTrue();
            BeQuick();
        }
    }

    [Theory]
    [InlineData(Limit + 1)]
    [InlineData(1_000_000)]
    public void Handler_that_becomes_slow_is_soon_known_for_it(long ticks)
    {
        BeQuick();
        int runs = 0;
        for (; _quickness.IsShown; runs++)
        {
            _quickness.Measure(ticks);
        }

        runs.ShouldBe(32);
    }

    [Fact]
    public void Handler_that_holds_its_threads_is_known_for_it_before_it_returns()
    {
        BeQuick();
        int held = 0;
        for (; _quickness.IsShown; held++)
        {
            _quickness.Blame();
        }

        held.ShouldBe(8);
    }

    [Fact]
    public void Handler_that_is_slow_more_often_than_not_stays_slow_but_for_a_run_now_and_then()
    {
        int shown = 0;
        for (int run = 0; run < 100; run++)
        {
            _quickness.Measure(run % 4 == 0 ? 1 : 1000);
            shown += _quickness.IsShown ? 1 : 0;
        }

        shown.ShouldBe(25);
    }

    private void BeQuick()
    {
        for (int i = 0; i < 100; i++)
        {
            _quickness.Measure(Limit);
        }
    }
}
