using PacketFlow.Molecules;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.PostgreSql;

public sealed class PostgreSqlJournalTests(PostgresServer server) : JournalConformance, IAsyncLifetime
{
    private string _database = "";

    public async ValueTask InitializeAsync() => _database = await server.NewDatabaseAsync();

    public ValueTask DisposeAsync() => default;

    internal override RunJournal Make() => new PostgreSqlJournal(new Server(_database));

    internal override async ValueTask<long> SucceedAsync(long epoch)
    {
        await DoAsync($"DELETE FROM packetflow.hosts WHERE epoch = {epoch}");
        await using RunJournal next = Make();
        return await next.OpenAsync(default);
    }

    internal override async ValueTask<(RunJournal Journal, long Epoch)> JoinAsync(RunJournal journal, long epoch)
    {
        RunJournal other = Make();
        return (other, await other.OpenAsync(default));
    }

    [Fact]
    public async Task What_was_written_is_there_for_the_next_host_under_a_higher_epoch()
    {
        long first;
        await using (RunJournal journal = Make())
        {
            first = await journal.OpenAsync(default);
            await journal.AppendAsync(Batch("r", 1, first, [1]));
        }

        await using RunJournal next = Make();
        (await next.OpenAsync(default)).ShouldBeGreaterThan(first);
        (await next.ReadAsync("r")).ShouldBe([[1]]);
    }

    [Fact]
    public async Task Run_of_a_host_that_lives_cannot_be_claimed()
    {
        await using RunJournal journal = Make();
        long epoch = await journal.OpenAsync(default);
        await journal.AppendAsync(Batch("r", 1, epoch, [1]));
        await using RunJournal other = Make();
        long later = await other.OpenAsync(default);

        (await other.ClaimAsync("r", later)).ShouldBeFalse();
        (await journal.ClaimAsync("r", epoch)).ShouldBeTrue();
    }

    [Fact]
    public async Task Run_whose_batches_are_gone_is_damaged_and_listed_with_the_others()
    {
        await using RunJournal journal = Make();
        long epoch = await journal.OpenAsync(default);
        await journal.AppendAsync(Batch("r", 1, epoch, [1]));
        await journal.AppendAsync(Batch("s", 1, epoch, [1]));
        await DoAsync("DELETE FROM packetflow.batches WHERE run = (SELECT key FROM packetflow.runs WHERE id = 'r')");

        (await journal.ListAsync(new RunQuery())).Select(static entry => (entry.Id, entry.Batches)).ShouldBe([("r", 0), ("s", 1)]);
        (await Should.ThrowAsync<JournalException>(async () => await journal.ReadAsync("r"))).IsDamage.ShouldBeTrue();
    }

    // They wait for one commit. The journal refuses some of its runs only, and must say which.
    [Fact]
    public async Task Run_that_was_taken_over_is_refused_alone()
    {
        await using RunJournal journal = Make();
        long epoch = await journal.OpenAsync(default);
        RunEntry[] entries = [.. Enumerable.Range(0, 20).Select(static number => Entry($"r{number}", 0))];
        await AppendAllAsync();
        await AppendAllAsync();
        await DoAsync("UPDATE packetflow.runs SET epoch = 1000000 WHERE id IN ('r3', 'r7')");

        AppendOutcome[] outcomes = await AppendAllAsync();

        outcomes.Select(static (outcome, number) => (outcome, number)).ShouldAllBe(static one =>
            one.outcome == (one.number == 3 || one.number == 7 ? AppendOutcome.Fenced : AppendOutcome.Done));
        (await journal.ReadAsync("r3")).Count.ShouldBe(2);
        (await journal.ReadAsync("r4")).Count.ShouldBe(3);

        Task<AppendOutcome[]> AppendAllAsync() => Task.WhenAll(entries.Select(entry =>
        {
            entry.Batches++;
            return journal.AppendAsync(new RunBatch(entry, epoch, new byte[] { (byte)entry.Batches })).AsTask();
        }));
    }

    [Fact]
    public async Task Hosts_that_start_together_make_the_tables_once()
    {
        RunJournal[] journals = [.. Enumerable.Range(0, 8).Select(_ => Make())];

        long[] epochs = await Task.WhenAll(journals.Select(static journal => journal.OpenAsync(default).AsTask()));

        epochs.Distinct().Count().ShouldBe(8);
        foreach (RunJournal journal in journals)
        {
            await journal.DisposeAsync();
        }
    }

    [Fact]
    public async Task Flipped_bit_is_seen_and_the_other_runs_are_readable()
    {
        await using RunJournal journal = Make();
        long epoch = await journal.OpenAsync(default);
        await journal.AppendAsync(Batch("bad", 1, epoch, [1, 2, 3]));
        await journal.AppendAsync(Batch("good", 1, epoch, [1, 2, 3]));
        await DoAsync("UPDATE packetflow.batches SET data = set_byte(data, 5, 255) WHERE run = (SELECT key FROM packetflow.runs WHERE id = 'bad')");

        JournalException damage = await Should.ThrowAsync<JournalException>(async () => await journal.ReadAsync("bad"));

        damage.Message.ShouldContain("record 1 of run bad");
        damage.IsDamage.ShouldBeTrue();
        (await journal.ReadAsync("good")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Missing_batch_is_seen()
    {
        await using RunJournal journal = Make();
        long epoch = await journal.OpenAsync(default);
        await journal.AppendAsync(Batch("r", 1, epoch, [1]));
        await journal.AppendAsync(Batch("r", 2, epoch, [2]));
        await DoAsync("DELETE FROM packetflow.batches WHERE number = 2");

        await Should.ThrowAsync<JournalException>(async () => await journal.ReadAsync("r"));
    }

    [Fact]
    public async Task Journal_from_a_newer_version_is_refused()
    {
        await using (RunJournal journal = Make())
        {
            await journal.OpenAsync(default);
        }

        await DoAsync("UPDATE packetflow.format SET version = 99");
        await using RunJournal next = Make();

        (await Should.ThrowAsync<JournalException>(async () => await next.OpenAsync(default))).Message.ShouldContain("newer PacketFlow (format 99");
    }

    [Fact]
    public async Task Journal_of_the_first_format_is_brought_to_this_one_with_its_runs()
    {
        await using (RunJournal journal = Make())
        {
            await journal.AppendAsync(Batch("r", 1, await journal.OpenAsync(default), [1]));
        }

        await DoAsync("UPDATE packetflow.format SET version = 1; CREATE INDEX runs_unfinished ON packetflow.runs (id) WHERE over_at IS NULL; ALTER TABLE packetflow.messages DROP COLUMN refusal; ALTER TABLE packetflow.batches DROP COLUMN at");
        await using RunJournal next = Make();
        await next.OpenAsync(default);

        (await next.ReadAsync("r")).ShouldBe([[1]]);

        // It would fail if it were brought there twice, or had not been.
        await DoAsync("CREATE INDEX runs_unfinished ON packetflow.runs (id); ALTER TABLE packetflow.format ADD CHECK (version = 4); ALTER TABLE packetflow.messages DROP COLUMN refusal; ALTER TABLE packetflow.batches DROP COLUMN at");
    }

    [Fact]
    public async Task Schema_of_somebody_else_is_refused()
    {
        await DoAsync("CREATE SCHEMA packetflow; CREATE TABLE packetflow.theirs (id integer)");
        await using RunJournal journal = Make();

        (await Should.ThrowAsync<JournalException>(async () => await journal.OpenAsync(default))).Message.ShouldContain("no journal of PacketFlow");
    }

    [Fact]
    public async Task Text_that_the_server_cannot_hold_is_refused_and_the_others_are_written()
    {
        await using RunJournal journal = Make();
        long epoch = await journal.OpenAsync(default);

        Should.Throw<JournalException>(() => journal.AppendAsync(new RunBatch(Entry("bad", 1) with { Locks = ["a\0b"] }, epoch, new byte[] { 1 })).AsTask());
        Task<AppendOutcome>[] appends =
        [
            .. Enumerable.Range(0, 20).Select(number => journal.AppendAsync(
                new RunBatch(Entry($"r{number}", 1) with { Molecule = number == 7 ? "\0" : "m" }, epoch, new byte[] { 1 })).AsTask()),
        ];

        await Should.ThrowAsync<JournalException>(() => appends[7]);
        (await Task.WhenAll(appends.Where((_, number) => number != 7))).ShouldAllBe(static outcome => outcome == AppendOutcome.Done);
    }

    [Fact]
    public async Task Host_that_was_late_itself_leaves_the_others_time_to_come_back()
    {
        await using var journal = (SharedJournal)Make();
        long epoch = await journal.OpenAsync(default);
        await using var other = (SharedJournal)Make();
        long silent = await other.OpenAsync(default);
        await journal.BeatAsync(epoch);
        await DoAsync("UPDATE packetflow.hosts SET until = '-infinity'");

        (await journal.BeatAsync(epoch)).ShouldBe(epoch);
        (await other.BeatAsync(silent)).ShouldBe(silent);

        await DoAsync($"UPDATE packetflow.hosts SET until = '-infinity' WHERE epoch = {silent}");
        await journal.BeatAsync(epoch);
        await journal.BeatAsync(epoch);
        (await other.BeatAsync(silent)).ShouldBeGreaterThan(silent);
    }

    // A server lets a hundred in by itself. One pool looks up, the other asks and listens.
    [Theory]
    [InlineData("", 2 * 20)]
    [InlineData(";Maximum Pool Size=3", 2 * 3)]
    public async Task Host_leaves_room_for_others_at_the_server(string settings, int most)
    {
        await using RunJournal journal = new PostgreSqlJournal(new Server(_database + settings));
        await journal.OpenAsync(default);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.WhenAll(journal.FindAsync("r").AsTask(), journal.ListAsync(new RunQuery()).AsTask())));

        // The one who counts is there too.
        ((long)(await DoAsync("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"))!).ShouldBeLessThanOrEqualTo(most + 1);
    }

    private Task<object?> DoAsync(string text) => PostgresServer.DoAsync(_database, text);
}
