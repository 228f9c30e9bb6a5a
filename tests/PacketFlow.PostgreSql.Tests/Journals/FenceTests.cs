using Npgsql;
using PacketFlow.Molecules;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.PostgreSql;

/// <summary>Most batches leave their run's row alone: what keeps a former owner out, and two batches of one number apart, stands beside it.</summary>
public sealed class FenceTests(PostgresServer server) : IAsyncLifetime
{
    private string _database = "";
    private PostgreSqlJournal _journal = null!;
    private RunEntry[] _entries = null!;
    private long _epoch;

    public async ValueTask InitializeAsync()
    {
        _database = await server.NewDatabaseAsync();
        _journal = new PostgreSqlJournal(new Server(_database));
        _epoch = await _journal.OpenAsync(default);
        _entries = [.. Enumerable.Range(0, 5).Select(static number => JournalConformance.Entry($"r{number}", 0))];
        (await AppendAllAsync()).ShouldAllBe(static outcome => outcome == AppendOutcome.Done);
    }

    public ValueTask DisposeAsync() => _journal.DisposeAsync();

    [Fact]
    public async Task Host_that_was_given_up_writes_no_more_though_nobody_has_its_runs()
    {
        await PostgresServer.DoAsync(_database, $"DELETE FROM packetflow.hosts WHERE epoch = {_epoch}");

        (await AppendAllAsync()).ShouldAllBe(static outcome => outcome == AppendOutcome.Fenced);
        (await AppendAsync(_entries[0], number: 2)).ShouldBe(AppendOutcome.Fenced);

        (await _journal.ReadAsync("r0")).Count.ShouldBe(1);
    }

    // Else its runs could be read by the next owner just before that commit, and have two batches of one number.
    [Fact]
    public async Task Host_is_not_given_up_in_the_middle_of_its_commit()
    {
        await using var other = new NpgsqlConnection(_database);
        await other.OpenAsync();
        await using (var open = new NpgsqlCommand("BEGIN; INSERT INTO packetflow.batches VALUES ((SELECT key FROM packetflow.runs WHERE id = 'r0'), 2, '')", other))
        {
            await open.ExecuteNonQueryAsync();
        }

        Task<AppendOutcome> append = AppendAsync(_entries[0], number: 2);
        await Trials.UntilAsync(async () => (long)(await PostgresServer.DoAsync(_database, "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'transactionid'"))! > 0);

        PostgresException refusal = await Should.ThrowAsync<PostgresException>(
            () => PostgresServer.DoAsync(_database, $"SET lock_timeout = 1; DELETE FROM packetflow.hosts WHERE epoch = {_epoch}"));
        await using (var undo = new NpgsqlCommand("ROLLBACK", other))
        {
            await undo.ExecuteNonQueryAsync();
        }

        refusal.SqlState.ShouldBe(PostgresErrorCodes.LockNotAvailable);
        (await append).ShouldBe(AppendOutcome.Done);
    }

    [Fact]
    public async Task Host_in_the_middle_of_its_commit_keeps_nobody_from_beating()
    {
        await using var other = new PostgreSqlJournal(new Server(_database));
        long epoch = await other.OpenAsync(default);
        await other.BeatAsync(epoch);
        await PostgresServer.DoAsync(_database, $"UPDATE packetflow.hosts SET until = '-infinity' WHERE epoch = {_epoch}");
        await using (var commit = new NpgsqlConnection(_database))
        {
            await commit.OpenAsync();
            await using var open = new NpgsqlCommand($"BEGIN; SELECT FROM packetflow.hosts WHERE epoch = {_epoch} FOR KEY SHARE", commit);
            await open.ExecuteNonQueryAsync();

            (await other.BeatAsync(epoch)).ShouldBe(epoch);
            (await AppendAsync(_entries[0], number: 2)).ShouldBe(AppendOutcome.Done);
            await using var end = new NpgsqlCommand("COMMIT", commit);
            await end.ExecuteNonQueryAsync();
        }

        await other.BeatAsync(epoch);
        (await AppendAsync(_entries[0], number: 3)).ShouldBe(AppendOutcome.Fenced);
    }

    [Fact]
    public async Task Batch_that_another_has_written_is_refused_alone()
    {
        await WriteAsync("r1", [9]);
        await WriteAsync("r3", [2]);

        AppendOutcome[] outcomes = await AppendAllAsync();

        outcomes.ShouldBe([AppendOutcome.Done, AppendOutcome.Fenced, AppendOutcome.Done, AppendOutcome.Done, AppendOutcome.Done]);
        (await _journal.ReadAsync("r1")).ShouldBe([[1], [9]]);
        (await _journal.ReadAsync("r3")).ShouldBe([[1], [2]]);
        (await _journal.ReadAsync("r4")).ShouldBe([[1], [2]]);
    }

    // As a statement does whose connection was lost on its way.
    private async Task WriteAsync(string run, byte[] records) => await PostgresServer.DoAsync(
        _database,
        $"INSERT INTO packetflow.batches VALUES ((SELECT key FROM packetflow.runs WHERE id = '{run}'), 2, '\\x{Convert.ToHexString(Checksum.Seal(run, 2, records))}')");

    private Task<AppendOutcome[]> AppendAllAsync() => Task.WhenAll(_entries.Select(entry => AppendAsync(entry, entry.Batches + 1)));

    private Task<AppendOutcome> AppendAsync(RunEntry entry, int number)
    {
        entry.Batches = number;
        return _journal.AppendAsync(new RunBatch(entry, _epoch, new[] { (byte)number })).AsTask();
    }
}
