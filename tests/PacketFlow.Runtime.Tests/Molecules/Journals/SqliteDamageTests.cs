using Microsoft.Data.Sqlite;
using PacketFlow.Molecules.Journals;
using PacketFlow.Sqlite;

namespace PacketFlow.Molecules;

/// <summary>
/// A SQLite journal whose files were cut off or changed: it opens with the first of what was acknowledged, up to the damage and never beyond it,
/// or says what is wrong. docs/reliability.md tells users what that means for them.
/// </summary>
public sealed class SqliteDamageTests : IDisposable
{
    private const int Commits = 40;
    private const int Runs = 5;

    // What SQLite puts before the pages of its log, and before each.
    private const int LogHead = 32;
    private const int Frame = 24 + 4096;

    private readonly string _folder = Directory.CreateTempSubdirectory("packetflow-damage").FullName;
    private readonly int[] _ends = new int[Commits];
    private byte[] _file = [];
    private byte[] _log = [];

    private string Path => System.IO.Path.Combine(_folder, "runs.db");

    private string Log => Path + "-wal";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public Task Log_that_is_cut_off_has_all_that_was_acknowledged_before() => CutAsync(cuts: 80);

    [Fact]
    [Trait("Category", "Long")]
    public Task Log_that_is_cut_off_anywhere_has_all_that_was_acknowledged_before() => CutAsync(cuts: 8000);

    [Fact]
    public Task Changed_log_has_what_was_acknowledged_before_the_change_and_nothing_else() => FlipLogAsync(flips: 60);

    [Fact]
    [Trait("Category", "Long")]
    public Task Log_changed_anywhere_has_what_was_acknowledged_before_the_change_and_nothing_else() => FlipLogAsync(flips: 10_000);

    [Fact]
    public Task Changed_file_gives_what_was_written_or_says_what_is_wrong() => FlipFileAsync(flips: 100);

    [Fact]
    [Trait("Category", "Long")]
    public Task File_changed_anywhere_gives_what_was_written_or_says_what_is_wrong() => FlipFileAsync(flips: 10_000);

    private async Task CutAsync(int cuts)
    {
        await WriteAsync();
        for (int cut = 0; cut <= cuts; cut++)
        {
            int length = (int)((long)_log.Length * cut / cuts);

            (await OpenAsync(_file, _log[..length])).ShouldBe(_ends.Count(end => end <= length), $"cut at {length} of {_log.Length}");
        }
    }

    private async Task FlipLogAsync(int flips)
    {
        await WriteAsync();
        var random = new Random(1);
        for (int flip = 0; flip < flips; flip++)
        {
            int at = flip < LogHead ? flip : random.Next(_log.Length), frame = at < LogHead ? 0 : LogHead + ((at - LogHead) / Frame * Frame);

            int? there = await OpenAsync(_file, Flip(_log, at, random));

            // SQLite reads its log up to the first page that is not as it was written, and says nothing of it.
            (there ?? -1).ShouldBeOneOf(at < LogHead ? [-1, _ends.Count(static end => end == 0)] : [_ends.Count(end => end <= frame)], $"changed at {at}");
        }
    }

    private async Task FlipFileAsync(int flips)
    {
        await WriteAsync();
        var random = new Random(2);
        for (int flip = 0; flip < flips; flip++)
        {
            await OpenAsync(Flip(_file, random.Next(_file.Length), random), [], isFileWhole: false);
        }
    }

    // The first half is in the file, the rest in the log. Of each commit is noted how long the log was when it was acknowledged.
    private async Task WriteAsync()
    {
        await using var journal = new SqliteJournal(Path);
        long epoch = await journal.OpenAsync(default);
        for (int commit = 0; commit < Commits; commit++)
        {
            if (commit == Commits / 2)
            {
                MoveLogIntoFile();
            }

            var entry = new RunEntry(Run(commit), "m", 1, "f", RunStatus.Running) { Batches = Number(commit) };
            (await journal.AppendAsync(new RunBatch(entry, epoch, Bytes(commit)))).ShouldBe(AppendOutcome.Done);
            _ends[commit] = commit < Commits / 2 ? 0 : (int)new FileInfo(Log).Length;
        }

        (_file, _log) = (ReadAll(Path), ReadAll(Log));
    }

    /// <summary>Opens a journal of these files.</summary>
    /// <returns>How many commits are there; null if it was refused in words, wholly or for a run.</returns>
    private async Task<int?> OpenAsync(byte[] file, byte[] log, bool isFileWhole = true)
    {
        string copy = System.IO.Path.Combine(Directory.CreateDirectory(System.IO.Path.Combine(_folder, "copy")).FullName, "runs.db");
        await File.WriteAllBytesAsync(copy, file);
        await File.WriteAllBytesAsync(copy + "-wal", log);
        File.Delete(copy + "-shm");
        await using var journal = new SqliteJournal(copy);
        try
        {
            await journal.OpenAsync(default);
            return await ReadAsync(journal, isFileWhole);
        }
        catch (JournalException refusal)
        {
            refusal.Message.ShouldContain(copy);
            return null;
        }
    }

    private static async Task<int?> ReadAsync(SqliteJournal journal, bool isFileWhole)
    {
        var kept = new Dictionary<string, int>();
        bool isDamaged = false;
        for (int run = 0; run < Runs; run++)
        {
            try
            {
                IReadOnlyList<byte[]> batches = await journal.ReadAsync(Run(run));
                kept.Add(Run(run), batches.Count);
                for (int number = 1; number <= batches.Count; number++)
                {
                    batches[number - 1].ShouldBe(Bytes(((number - 1) * Runs) + run));
                }
            }
            catch (JournalException damage)
            {
                isFileWhole.ShouldBeFalse(damage.Message);
                isDamaged = true;
                damage.Message.ShouldContain(damage.IsDamage ? Run(run) : "cannot be read");
            }
        }

        if (isDamaged || !isFileWhole)
        {
            return null;
        }

        int there = kept.Values.Sum();
        Enumerable.Range(0, there).ShouldAllBe(commit => Number(commit) <= kept[Run(commit)]);
        return there;
    }

    private void MoveLogIntoFile()
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        Schema.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static string Run(int commit) => $"run{commit % Runs}";

    private static int Number(int commit) => (commit / Runs) + 1;

    private static byte[] Bytes(int commit)
    {
        var random = new Random(commit);
        var bytes = new byte[random.Next(50, 6000)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Flip(byte[] bytes, int at, Random random)
    {
        byte[] changed = [.. bytes];
        changed[at] ^= (byte)(1 << random.Next(8));
        return changed;
    }

    private static byte[] ReadAll(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
