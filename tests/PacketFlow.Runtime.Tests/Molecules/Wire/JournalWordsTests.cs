using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PacketFlow.Client;
using PacketFlow.CompilerServices;
using PacketFlow.Hosting;
using PacketFlow.Molecules.Journals;
using PacketFlow.Reactor;
using PacketFlow.Transport;

namespace PacketFlow.Molecules;

/// <summary>What a journal says of itself names paths and servers: it is for the log, and for callers only where they are told all.</summary>
public sealed class JournalWordsTests : IDisposable
{
    private const string Secret = "The journal /srv/here cannot be written: no space left.";

    private readonly HostLog _log = new();

    [Theory]
    [InlineData("start", """{"molecule":"payment","input":1}""")]
    [InlineData("status", """{"run_id":"r"}""")]
    [InlineData("runs", "{}")]
    [InlineData("seq", """{"durable":true,"steps":[{"g":"df","e":"echo"}],"input":1}""")]
    public async Task Callers_are_told_what_to_do_and_the_log_why(string element, string data)
    {
        await using RunningHost host = await StartAsync(tells: false);
        await using JsonDoor door = await JsonDoor.OpenAsync(host, isHttp: false);

        (await door.RefusalWordsAsync(element, data)).ShouldBe("The reactor's journal cannot be used; its log says why. Ask again.");

        _log.Lines.ShouldContain(line => line.Contains($"cf:{element}", StringComparison.Ordinal) && line.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Callers_are_told_all_where_that_is_asked_for()
    {
        await using RunningHost host = await StartAsync(tells: true);
        await using JsonDoor door = await JsonDoor.OpenAsync(host, isHttp: false);

        (await door.RefusalWordsAsync("runs", "{}")).ShouldBe(Secret);
    }

    [Fact]
    public async Task Own_code_is_told_all()
    {
        await using RunningHost host = await StartAsync(tells: false);

        (await Should.ThrowAsync<PacketFlowException>(host.Client.GetRun("r").GetInfoAsync().AsTask)).Message.ShouldBe(Secret);
    }

    [Theory]
    [InlineData(false, "The reactor's journal cannot be used; its log says why. Ask again.")]
    [InlineData(true, Secret)]
    public async Task Error_of_a_journal_in_a_step_is_kept_as_its_caller_may_see_it(bool tells, string words)
    {
        await using RunningHost host = await StartAsync(tells, journal: new MemoryJournal());

        PacketFlowException failure = await Should.ThrowAsync<PacketFlowException>(async () => await host.Client.RunAsync(AskingModule.Molecule, "in"));

        failure.Message.ShouldContain(words);
        _log.Lines.ShouldContain(static line => line.Contains(Secret, StringComparison.Ordinal));
    }

    public void Dispose() => _log.Dispose();

    private Task<RunningHost> StartAsync(bool tells, RunJournal? journal = null) => RunningHost.StartAsync(
        new() { ["PacketFlow:IncludeErrorDetail"] = $"{tells}" },
        (services, flow) =>
        {
            services.AddSingleton<ILoggerProvider>(_log).AddSingleton(journal ?? new FullJournal());
            flow.Add(new PaymentModule()).Add(new AskingModule());
        },
        NumberHandler.Echo);

    private sealed class FullJournal() : OtherJournal(new MemoryJournal())
    {
        public override ValueTask<AppendOutcome> AppendAsync(RunBatch batch) => throw new JournalException(Secret);

        public override ValueTask<RunEntry?> FindAsync(string id) => throw new JournalException(Secret);

        public override ValueTask<IReadOnlyList<RunEntry>> ListAsync(RunQuery query) =>
            query.Limit < int.MaxValue ? throw new JournalException(Secret) : base.ListAsync(query);
    }

    /// <summary>A molecule whose step asked for a run, and does not catch what the journal said.</summary>
    private sealed class AskingModule : IPacketFlowModule
    {
        private static readonly TestMolecule Plan = new TestMolecule("asking").Step("Ask", retries: 0);

        public static Molecule<string, string> Molecule { get; } = new(Plan);

        public string Name => "Asking";

        public IReadOnlyList<ElementHandler> Handlers { get; } = [new FlowHandler(Plan.Plan.Steps[0], static (_, _) => throw new JournalException(Secret))];

        public IReadOnlyList<MoleculeDefinition> Molecules => [Plan];
    }
}
