using Microsoft.Data.Sqlite;
using PacketFlow.Molecules.Journals;
using PacketFlow.Sqlite;

namespace PacketFlow.Molecules;

public sealed class SqliteJournalTests : JournalConformance, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("packetflow-journal").FullName;

    private string Path => System.IO.Path.Combine(_folder, "runs.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    internal override RunJournal Make() => new SqliteJournal(Path);

    [Fact]
    public async Task What_was_written_is_there_for_the_next_host_under_a_higher_epoch()
    {
        long first;
        await using (var journal = new SqliteJournal(Path))
        {
            first = await journal.OpenAsync(default);
            await journal.AppendAsync(Batch("r", 1, first, [1]));
        }

        await using var next = new SqliteJournal(Path);
        (await next.OpenAsync(default)).ShouldBeGreaterThan(first);
        (await next.ReadAsync("r")).ShouldBe([[1]]);
    }

    [Fact]
    public async Task Second_host_is_refused_and_told_who_has_it()
    {
        await using var journal = new SqliteJournal(Path);
        await journal.OpenAsync(default);
        await using var second = new SqliteJournal(Path);

        JournalException refusal = await Should.ThrowAsync<JournalException>(async () => await second.OpenAsync(default));

        refusal.Message.ShouldContain($"process {Environment.ProcessId}");
        refusal.Message.ShouldContain("has one host");
    }

    [Fact]
    public async Task Second_host_is_refused_whichever_links_lead_to_the_file()
    {
        string file = System.IO.Path.Combine(_folder, "link.db");
        string folder = System.IO.Path.Combine(_folder, "link");
        File.CreateSymbolicLink(file, "runs.db");
        Directory.CreateSymbolicLink(folder, _folder);
        string[] paths = [Path, file, System.IO.Path.Combine(folder, "runs.db"), System.IO.Path.Combine(folder, "link.db")];
        foreach (string first in paths)
        {
            File.Delete(Path); // a link to what is not there yet leads to it too
            await using var journal = new SqliteJournal(first);
            await journal.OpenAsync(default);
            foreach (string path in paths)
            {
                await using var second = new SqliteJournal(path);

                (await Should.ThrowAsync<JournalException>(async () => await second.OpenAsync(default), $"{first}, then {path}")).Message
                    .ShouldStartWith($"The journal {path} is in use by process {Environment.ProcessId}");
            }
        }
    }

    [Fact]
    public async Task Links_that_lead_to_each_other_are_refused()
    {
        File.CreateSymbolicLink(Path, System.IO.Path.Combine("other", "runs.db"));
        File.CreateSymbolicLink(System.IO.Path.Combine(_folder, "other"), System.IO.Path.Combine("runs.db", "other"));
        await using var journal = new SqliteJournal(Path);

        (await Should.ThrowAsync<JournalException>(async () => await journal.OpenAsync(default))).Message.ShouldStartWith($"The journal {Path} cannot be opened: ");
    }

    [Fact]
    public async Task Flipped_bit_is_seen_and_the_other_runs_are_readable()
    {
        await using var journal = new SqliteJournal(Path);
        long epoch = await journal.OpenAsync(default);
        await journal.AppendAsync(Batch("bad", 1, epoch, [1, 2, 3]));
        await journal.AppendAsync(Batch("good", 1, epoch, [1, 2, 3]));
        Change("UPDATE batches SET data = substr(data, 1, 5) || x'ff' || substr(data, 7) WHERE run = 1");

        JournalException damage = await Should.ThrowAsync<JournalException>(async () => await journal.ReadAsync("bad"));

        damage.Message.ShouldContain("Record 1 of run bad");
        (await journal.ReadAsync("good")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Missing_batch_is_seen()
    {
        await using var journal = new SqliteJournal(Path);
        long epoch = await journal.OpenAsync(default);
        await journal.AppendAsync(Batch("r", 1, epoch, [1]));
        await journal.AppendAsync(Batch("r", 2, epoch, [2]));
        Change("DELETE FROM batches WHERE number = 2");

        await Should.ThrowAsync<JournalException>(async () => await journal.ReadAsync("r"));
    }

    [Fact]
    public async Task Journal_from_a_newer_version_is_refused()
    {
        await using (var journal = new SqliteJournal(Path))
        {
            await journal.OpenAsync(default);
        }

        Change("PRAGMA user_version = 99");
        await using var next = new SqliteJournal(Path);

        (await Should.ThrowAsync<JournalException>(async () => await next.OpenAsync(default))).Message.ShouldContain("newer PacketFlow (format 99");
    }

    // Others number their formats too, and their numbers say nothing of ours.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(99)]
    public async Task Database_of_somebody_else_is_refused_and_left_as_it_is(int format)
    {
        Change($"CREATE TABLE runs (theirs INTEGER); PRAGMA user_version = {format}");
        byte[] theirs = await File.ReadAllBytesAsync(Path);
        await using var journal = new SqliteJournal(Path);

        (await Should.ThrowAsync<JournalException>(async () => await journal.OpenAsync(default))).Message
            .ShouldBe($"{Path} is a SQLite database, but no journal of PacketFlow. Give the journal a path of its own.");
        (await File.ReadAllBytesAsync(Path)).ShouldBe(theirs);
        File.Exists(Path + "-wal").ShouldBeFalse();
    }

    [Fact]
    public async Task File_that_is_no_database_is_refused_and_left_as_it_is()
    {
        string text = string.Concat(Enumerable.Repeat("Dear diary,\n", 1000));
        await File.WriteAllTextAsync(Path, text);
        await using var journal = new SqliteJournal(Path);

        (await Should.ThrowAsync<JournalException>(async () => await journal.OpenAsync(default))).Message
            .ShouldBe($"The journal {Path} cannot be opened: SQLite Error 26: 'file is not a database'. Give the journal a path of its own.");
        (await File.ReadAllTextAsync(Path)).ShouldBe(text);
    }

    [Fact]
    public async Task Path_that_leads_through_a_file_or_to_a_folder_is_refused_with_the_way_out()
    {
        await File.WriteAllTextAsync(Path, "");
        Directory.CreateDirectory(System.IO.Path.Combine(_folder, "folder"));
        foreach (string path in new[] { System.IO.Path.Combine(Path, "runs.db"), System.IO.Path.Combine(_folder, "folder") })
        {
            await using var journal = new SqliteJournal(path);

            string words = (await Should.ThrowAsync<JournalException>(async () => await journal.OpenAsync(default))).Message;

            words.ShouldStartWith($"The journal {path} cannot be opened: ");
            words.ShouldEndWith(". Let this user make files in that folder, or give the journal another path.");
        }
    }

    // As on a full disk: it must not be taken for a second host.
    [Fact]
    public async Task Host_that_cannot_leave_its_name_has_the_journal_all_the_same()
    {
        Directory.CreateDirectory(Path + ".owner");
        await using var journal = new SqliteJournal(Path);
        await using var second = new SqliteJournal(Path);

        await journal.OpenAsync(default);

        (await Should.ThrowAsync<JournalException>(async () => await second.OpenAsync(default))).Message.ShouldContain("is in use by another host.");
    }

    [Fact]
    public async Task Journal_has_a_write_ahead_log()
    {
        await using var journal = new SqliteJournal(Path);
        await journal.OpenAsync(default);

        using SqliteConnection connection = Connect();
        Schema.Scalar(connection, "PRAGMA journal_mode").ShouldBe("wal");
    }

    [Fact]
    public async Task Moved_file_takes_no_records_until_it_is_back()
    {
        string aside = Path + ".aside";
        await using var journal = new SqliteJournal(Path);
        long epoch = await journal.OpenAsync(default);
        await journal.AppendAsync(Batch("r", 1, epoch, [1]));
        File.Move(Path, aside);
        await RefusesAsync();
        File.Copy(aside, Path); // what another host would make there
        await RefusesAsync();
        File.Move(aside, Path, overwrite: true);

        (await journal.AppendAsync(Batch("r", 2, epoch, [2]))).ShouldBe(AppendOutcome.Done);
        (await journal.ReadAsync("r")).ShouldBe([[1], [2]]);

        async Task RefusesAsync() =>
            (await Should.ThrowAsync<JournalException>(async () => await journal.AppendAsync(Batch("r", 2, epoch, [2])))).Message
                .ShouldStartWith($"The journal {Path} was deleted or moved while this host had it open.");
    }

    // After a failed write there is a new connection: it must not begin a new file.
    [Fact]
    public async Task Deleted_file_takes_no_records_and_none_is_made_in_its_place()
    {
        await using var journal = new SqliteJournal(Path) { WriterOpened = static connection => Schema.Execute(connection, "PRAGMA max_page_count = 20") };
        long epoch = await journal.OpenAsync(default);
        await Should.ThrowAsync<JournalException>(async () => await journal.AppendAsync(Batch("big", 1, epoch, new byte[100_000])));
        File.Delete(Path);

        await Should.ThrowAsync<JournalException>(async () => await journal.AppendAsync(Batch("r", 1, epoch, [1])));
        File.Exists(Path).ShouldBeFalse();
    }

    private void Change(string text)
    {
        using SqliteConnection connection = Connect();
        Schema.Execute(connection, text);
    }

    private SqliteConnection Connect()
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        return connection;
    }
}
