using System.Net.Sockets;
using PacketFlow.Molecules;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.PostgreSql;

/// <summary>The line to the server is cut in the middle of a commit: nobody knows what became of it until somebody looks.</summary>
public sealed class LostAnswerTests(PostgresServer server) : IAsyncLifetime
{
    private readonly RunEntry _entry = JournalConformance.Entry("r", 0);
    private string _database = "";
    private CuttingProxy _proxy = null!;
    private PostgreSqlJournal _journal = null!;
    private long _epoch;

    public async ValueTask InitializeAsync()
    {
        _database = await server.NewDatabaseAsync();
        _proxy = new CuttingProxy(new UnixDomainSocketEndPoint(server.Socket));
        _journal = new PostgreSqlJournal(new Server($"{_database};Host=127.0.0.1;Port={_proxy.Port}"));
        _epoch = await _journal.OpenAsync(default);
        await AppendAsync("r", 1, [1]);
    }

    public async ValueTask DisposeAsync()
    {
        await _journal.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Batch_is_written_once_wherever_the_line_was_cut(bool isAnswer)
    {
        Task cut = _proxy.CutAt("unnest", isAnswer);

        AppendOutcome[] outcomes = await Task.WhenAll(AppendAsync("r", 2, [2]), AppendAsync("new", 1, [1]));

        cut.IsCompleted.ShouldBeTrue();
        outcomes.ShouldBe([AppendOutcome.Done, AppendOutcome.Done]);
        (await AppendAsync("r", 3, [3])).ShouldBe(AppendOutcome.Done);
        (await _journal.ReadAsync("r")).ShouldBe([[1], [2], [3]]);
        (await _journal.ReadAsync("new")).ShouldBe([[1]]);
    }

    [Fact]
    public async Task What_searches_look_at_is_right_after_a_lost_answer()
    {
        Task cut = _proxy.CutAt("unnest", isAnswer: true);
        _entry.Status = RunStatus.Waiting;
        (await AppendAsync("r", 2, [2])).ShouldBe(AppendOutcome.Done);
        cut.IsCompleted.ShouldBeTrue();
        (await _journal.FindAsync("r"))!.Status.ShouldBe(RunStatus.Waiting);

        _entry.Status = RunStatus.Running;
        (await AppendAsync("r", 3, [3])).ShouldBe(AppendOutcome.Done);

        (await _journal.FindAsync("r"))!.Status.ShouldBe(RunStatus.Running);
    }

    [Fact]
    public async Task Batch_whose_run_was_taken_over_meanwhile_is_refused()
    {
        await using var other = new PostgreSqlJournal(new Server(_database));
        long later = await other.OpenAsync(default);
        await PostgresServer.DoAsync(_database, $"DELETE FROM packetflow.hosts WHERE epoch = {_epoch}");
        (await other.ClaimAsync("r", later)).ShouldBeTrue();
        await other.AppendAsync(JournalConformance.Batch("r", 2, later, [2]));
        Task cut = _proxy.CutAt("unnest", isAnswer: true);

        (await AppendAsync("r", 2, [2])).ShouldBe(AppendOutcome.Fenced);

        cut.IsCompleted.ShouldBeTrue();
        (await _journal.ReadAsync("r")).ShouldBe([[1], [2]]);
    }

    [Fact]
    public async Task Reading_goes_on_over_a_new_line()
    {
        Task cut = _proxy.CutAt("LEFT JOIN", isAnswer: true);

        (await _journal.ReadAsync("r")).ShouldBe([[1]]);

        cut.IsCompleted.ShouldBeTrue();
    }

    // One run uses its entry again, as runs do.
    private Task<AppendOutcome> AppendAsync(string run, int number, byte[] records)
    {
        RunEntry entry = run == _entry.Id ? _entry : JournalConformance.Entry(run, number);
        entry.Batches = number;
        return _journal.AppendAsync(new RunBatch(entry, _epoch, records)).AsTask();
    }
}
