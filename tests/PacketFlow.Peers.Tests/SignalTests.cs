namespace PacketFlow.Peers;

/// <summary>A host that is told to stop by its service manager.</summary>
public sealed class SignalTests
{
    [Fact]
    public async Task Second_signal_answers_what_is_on_its_way_and_ends_the_host_at_once()
    {
        await using var host = new PatientHost();
        await host.InitializeAsync();
        Task<(int Status, string Answer)> atom = host.SubmitAsync("hang", "null");
        await host.Process.LineAsync("hanging");

        host.Process.Signal(StartedProcess.SigTerm);
        await host.Process.LineAsync("Stopping: no new atoms; 1 in flight");
        atom.IsCompleted.ShouldBeFalse();
        (await host.Process.StopAsync()).ShouldBe(0, host.Process.Output);

        (int status, string answer) = await atom;
        status.ShouldBe(504);
        answer.ShouldStartWith("PF504");
    }

    /// <summary>Would wait longer than any test.</summary>
    private sealed class PatientHost() : RunningProgram("tests/Peers.Host", ("PacketFlow__Limits__drain_grace_ms", "600000"));
}
