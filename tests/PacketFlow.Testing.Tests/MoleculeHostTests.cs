using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PacketFlow.Tests;

/// <summary>What the host promises to tests.</summary>
public class MoleculeHostTests
{
    private static readonly Element<string, string> Fetch = new(AtomGroup.Ed, "fetch");

    private static Task<MoleculeHost> StartAsync(Action<IHostApplicationBuilder>? configure = null) =>
        MoleculeHost.StartAsync(static flow => flow.AddElements(), configure);

    private static async Task<MoleculeHost> StartErrandAsync()
    {
        MoleculeHost host = await StartAsync(static builder => builder.Services.AddSingleton<IMap, Town>());
        host.Replace(Errand.Molecule, nameof(Errand.Ask), static (string thing) => $"place of {thing}");
        return host;
    }

    // Seven ticks at a time: few of the moments since the year 1 are a double.
    [Fact]
    public async Task Time_that_has_passed_is_exact()
    {
        await using MoleculeHost host = await StartAsync();
        (DateTimeOffset began, TimeSpan before) = (host.Time.GetUtcNow(), host.Time.GetElapsedTime(0));

        for (int i = 0; i < 50; i++)
        {
            await host.AdvanceAsync(TimeSpan.FromTicks(7));
            (host.Time.GetElapsedTime(0) - before).ShouldBe(host.Time.GetUtcNow() - began);
        }
    }

    [Fact]
    public async Task Run_goes_through_a_faked_step_an_absent_element_and_a_molecule_within()
    {
        await using MoleculeHost host = await StartErrandAsync();
        Fake<string> fetch = host.Replace(Fetch, static place => $"thing from {place}");

        (await host.RunAsync(Errand.Molecule, "tea")).ShouldBe("arrived with thing from place of tea!");

        FakeCall<string> call = fetch.Calls.ShouldHaveSingleItem();
        (call.Input, call.Attempt).ShouldBe(("place of tea", 1));
        host.Time.GetUtcNow().ShouldBe(call.At + TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Fakes_of_absent_elements_outlive_a_crash_and_a_restart()
    {
        await using MoleculeHost host = await StartErrandAsync();
        host.Replace(Errand.Molecule, nameof(Errand.Fetch), static (string place) => "thing");
        TestRun<string> run = await host.StartAsync(Errand.Molecule, "tea");

        await host.CrashAndRestartAsync();
        await host.RestartAsync();

        (await run.GetResultAsync()).ShouldBe("arrived with thing!");
        (await host.RunAsync(Errand.Molecule, "tea")).ShouldBe("arrived with thing!");
    }

    [Fact]
    public async Task Crash_between_two_looks_of_a_waiter_is_no_end_for_it()
    {
        await using MoleculeHost host = await StartErrandAsync();
        var gate = new TaskCompletionSource<string>();
        Fake<string> held = host.Replace(Errand.Molecule, nameof(Errand.Fetch), (string place) => gate.Task);
        TestRun<string> run = await host.StartAsync(Errand.Molecule, "tea");
        Task<string> result = run.GetResultAsync();
        await held.WhenCalledAsync();

        host.Replace(Errand.Molecule, nameof(Errand.Fetch), static (string place) => "new thing");
        await host.CrashAndRestartAsync();
        gate.SetResult("old thing");

        (await result).ShouldBe("arrived with new thing!");
    }

    [Fact]
    public async Task Handler_that_hangs_runs_into_its_timeout_when_time_goes_on()
    {
        await using MoleculeHost host = await StartErrandAsync();
        var told = new TaskCompletionSource();
        host.Replace(Fetch, async (_, _, token) =>
        {
            token.Register(told.SetResult);
            await Task.Delay(Timeout.Infinite, token);
            return "";
        });
        TestRun<string> run = await host.StartAsync(Errand.Molecule, "tea");
        await host.AdvanceAsync(TimeSpan.FromSeconds(9));
        (await run.GetInfoAsync()).IsOver.ShouldBeFalse();

        await host.AdvanceAsync(TimeSpan.FromSeconds(5));

        await told.Task;
        (await Should.ThrowAsync<PacketFlowException>(() => run.GetResultAsync())).Code.ShouldBe("PF408");
    }

    [Fact]
    public async Task Step_that_is_under_way_in_three_crashes_is_poison()
    {
        await using MoleculeHost host = await StartErrandAsync();
        Fake<string> held = host.Replace(Errand.Molecule, nameof(Errand.Ask), static (string thing) => new TaskCompletionSource<string>().Task);
        TestRun<string> run = await host.StartAsync(Errand.Molecule, "tea");
        for (int crash = 1; crash <= 3; crash++)
        {
            await held.WhenCalledAsync(crash);
            await host.CrashAndRestartAsync();
        }

        (await Should.ThrowAsync<PacketFlowException>(() => run.GetResultAsync())).Message.ShouldContain("poison after 3 tries");
        held.Calls.Select(static call => call.IdempotencyKey).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Handler_that_takes_real_time_is_waited_for()
    {
        await using MoleculeHost host = await StartErrandAsync();
        var gate = new TaskCompletionSource<string>();
        Fake<string> held = host.Replace(Errand.Molecule, nameof(Errand.Fetch), (string place) => gate.Task);
        TestRun<string> run = await host.StartAsync(Errand.Molecule, "tea");
        Task<string> result = run.GetResultAsync();
        await held.WhenCalledAsync();

        gate.SetResult("thing");

        (await result).ShouldBe("arrived with thing!");
    }

    [Fact]
    public async Task Many_runs_are_brought_to_their_ends_at_once()
    {
        await using MoleculeHost host = await StartErrandAsync();
        Fake<string> fetch = host.Replace(Fetch, static place => place);
        TestRun<string>[] runs = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => host.StartAsync(Errand.Molecule, $"{number}")));

        string[] results = await Task.WhenAll(runs.Select(static run => run.GetResultAsync()));

        results.ShouldBe(Enumerable.Range(0, 40).Select(static number => $"arrived with place of {number}!"));
        fetch.Calls.Count.ShouldBe(40);
    }

    [Fact]
    public async Task Run_that_waits_for_ever_says_for_what()
    {
        await using MoleculeHost host = await StartAsync();
        TestRun<string> run = await host.StartAsync(Question.Molecule, default);

        (await Should.ThrowAsync<MoleculeTestException>(() => run.GetResultAsync())).Message.ShouldContain($"Run {run.Id} waits for Answer");

        await run.SignalAsync(nameof(Question.Answer), "yes");
        (await run.GetResultAsync()).ShouldBe("yes");
    }

    [Fact]
    public async Task Element_is_replaced_watched_and_given_back()
    {
        await using MoleculeHost host = await StartAsync();
        Fake<string> watch = host.Watch(Elements.Df.Greet);
        (await host.Client.SubmitAsync(Elements.Df.Greet, "Ada")).ShouldBe("Hello, Ada");
        watch.FailNext(new ElementException("MOOD1", ErrorCategory.Fatal, "Not today."));
        (await Should.ThrowAsync<PacketFlowException>(async () => await host.Client.SubmitAsync(Elements.Df.Greet, "Eve"))).Code.ShouldBe("MOOD1");

        Fake<string> fake = host.Replace(Elements.Df.Greet, static name => name.ToUpperInvariant());
        (await host.Client.SubmitAsync(Elements.Df.Greet, "Bob")).ShouldBe("BOB");
        fake.Remove();

        (await host.Client.SubmitAsync(Elements.Df.Greet, "Bob")).ShouldBe("Hello, Bob");
        watch.Calls.Select(static call => call.Input).ShouldBe(["Ada", "Eve"]);
    }

    [Fact]
    public async Task Class_of_a_molecule_gets_its_services_where_its_step_is_not_faked()
    {
        await using MoleculeHost host = await StartAsync(static builder => builder.Services.AddSingleton<IMap, Town>());
        host.Replace(Fetch, static place => place);

        (await host.RunAsync(Errand.Molecule, "tea")).ShouldBe("arrived with town: tea!");
    }

    [Fact]
    public async Task Class_of_a_molecule_is_not_made_for_steps_that_are_faked()
    {
        await using MoleculeHost host = await StartAsync();
        host.Replace(Errand.Molecule, nameof(Errand.Ask), static (string thing) => thing);
        host.Replace(Errand.Molecule, nameof(Errand.Tell), static (string news) => Task.FromResult(news + "?"));
        host.Replace(Fetch, static place => place);

        (await host.RunAsync(Errand.Molecule, "tea")).ShouldBe("arrived with tea?");
    }

    [Fact]
    public async Task Graceful_restart_lets_a_step_that_hangs_have_its_grace_and_goes_on_with_it()
    {
        await using MoleculeHost host = await StartErrandAsync();
        Fake<string> held = host.Replace(Errand.Molecule, nameof(Errand.Fetch), static (string place) => new TaskCompletionSource<string>().Task);
        TestRun<string> run = await host.StartAsync(Errand.Molecule, "tea");
        await held.WhenCalledAsync();

        host.Replace(Errand.Molecule, nameof(Errand.Fetch), static (string place) => "thing");
        await host.RestartAsync();

        (await run.GetResultAsync()).ShouldBe("arrived with thing!");
    }

    [Fact]
    public async Task Trace_tells_lines_steps_and_tries()
    {
        await using MoleculeHost host = await StartErrandAsync();
        Fake<string> fetch = host.Replace(Fetch, static place => place).FailNext(new ElementException("GONE1", ErrorCategory.Retryable, "Gone."));
        TestRun<string> run = await host.StartAsync(Errand.Molecule, "tea");

        await Should.ThrowAsync<PacketFlowException>(() => run.GetResultAsync());
        RunTrace trace = await run.GetTraceAsync();

        trace.Done.ShouldBe(["Ask"]);
        trace.Tries("Fetch").ShouldBe(fetch.Calls.Count);
        trace.ToString().ShouldContain("StepFailed Fetch GONE1");
        trace.ToString().Split('\n')[^1].ShouldStartWith("Ended ");
    }

    [Fact]
    public async Task Fake_that_cannot_be_is_refused_with_what_could()
    {
        await using MoleculeHost host = await StartAsync();

        Refused(() => host.Replace(Errand.Molecule, "Aks", static (string thing) => thing)).ShouldContain("errand/1 has no step Aks. It has Ask, Fetch, Walk, Tell");
        Refused(() => host.Replace(Errand.Molecule, "Ask", static (string thing, int number) => thing)).ShouldBe("Step Ask takes 1 value: string thing. The function takes 2.");
        Refused(() => host.Replace(Walking.Molecule, "Rest", static () => 1)).ShouldContain("AdvanceAsync");
        Refused(() => host.Replace(Question.Molecule, "Answer", static () => "no")).ShouldContain("SignalAsync");
        Refused(() => host.Replace(Errand.Molecule, "Walk", static (string thing) => thing)).ShouldContain("walking");
        Refused(() => host.Watch(Fetch)).ShouldContain("no handler of ed:fetch");
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public async Task Proposals_of_the_host_are_there_to_read_and_are_applied_where_that_is_configured(string allowed, bool isApplied)
    {
        await using MoleculeHost host = await StartAsync(builder => builder.Configuration["PacketFlow:Optimiser:place_together"] = allowed);
        host.Replace(Relay.Molecule, nameof(Relay.Take), static (string thing) => thing);
        host.Replace(Relay.Molecule, nameof(Relay.Bring), static (string thing) => thing);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ => await host.RunAsync(Relay.Molecule, "tea")));

        await host.AdvanceAsync(TimeSpan.FromMinutes(11));

        MoleculeProposal proposal = host.Services.GetRequiredService<MoleculeAdvisor>().GetProposals().ShouldHaveSingleItem();
        (proposal.Kind, proposal.From, proposal.To, proposal.IsApplied).ShouldBe((ProposalKind.PlaceTogether, "Take", "Bring", isApplied));
        (await host.RunAsync(Relay.Molecule, "tea")).ShouldBe("tea");
    }

    [Fact]
    public async Task Journal_of_another_kind_is_refused() =>
        (await Should.ThrowAsync<MoleculeTestException>(() => StartAsync(static builder => builder.Configuration["PacketFlow:Journal"] = "sqlite:runs.db")))
            .Message.ShouldContain("keeps its runs in memory");

    private static string Refused(Action act) => Should.Throw<MoleculeTestException>(act).Message;

    private sealed class Town : IMap
    {
        public string Find(string thing) => $"town: {thing}";
    }
}
