using Microsoft.Data.Sqlite;
using PacketFlow.Molecules.Journals;
using PacketFlow.Sqlite;

namespace PacketFlow.Molecules;

/// <summary>A SQLite journal whose file can grow no further. The limit is SQLite's own, so that the test needs no disk that it may fill.</summary>
public sealed class SqliteFullDiskTests : IDisposable
{
    private const int Plenty = 10_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("packetflow-full").FullName;
    private int _pages = 60;

    private string Path => System.IO.Path.Combine(_folder, "runs.db");

    private string Remedy => $"The disk of the journal {Path} is full. Free space; what waits is written then.";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_finds_no_room_is_refused_and_taken_when_there_is_room_again()
    {
        int acknowledged = 0;
        await using (SqliteJournal journal = Make())
        {
            long epoch = await journal.OpenAsync(default);
            JournalException? refusal = null;
            while (refusal is null)
            {
                acknowledged.ShouldBeLessThan(_pages);
                try
                {
                    await journal.AppendAsync(Batch(acknowledged, epoch));
                    acknowledged++;
                }
                catch (JournalException full)
                {
                    refusal = full;
                }
            }

            acknowledged.ShouldBeGreaterThan(5);
            refusal.Message.ShouldBe(Remedy);
            (await journal.FindAsync(Id(acknowledged))).ShouldBeNull();
            (await Should.ThrowAsync<JournalException>(async () => await journal.AppendAsync(Batch(acknowledged, epoch)))).Message.ShouldBe(Remedy);

            _pages = Plenty;
            (await journal.AppendAsync(Batch(acknowledged, epoch))).ShouldBe(AppendOutcome.Done);
        }

        await AreThereAsync(Enumerable.Range(0, acknowledged + 1));
    }

    // They share commits: one that finds no room takes those with it that came with it, and none is told otherwise.
    [Fact]
    public async Task Of_many_at_once_those_are_there_that_were_told_so_and_no_others()
    {
        var told = new bool[200];
        await using (SqliteJournal journal = Make())
        {
            long epoch = await journal.OpenAsync(default);
            await Parallel.ForAsync(0, told.Length, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, _) =>
            {
                try
                {
                    told[number] = await journal.AppendAsync(Batch(number, epoch)) == AppendOutcome.Done;
                }
                catch (JournalException full)
                {
                    full.Message.ShouldBe(Remedy);
                }
            });
        }

        _pages = Plenty;
        told.ShouldContain(true);
        told.ShouldContain(false);
        await AreThereAsync(Enumerable.Range(0, told.Length).Where(number => told[number]));
    }

    [Fact]
    public async Task Run_waits_for_room_and_goes_on_and_a_new_one_is_refused_meanwhile()
    {
        string big = new('x', _pages * 4096);
        var time = new ManualTime();
        var isWaiting = new TaskCompletionSource();
        await using SqliteJournal journal = Make();
        await using EngineBench bench = await EngineBench.StartAsync(
            journal, time, bench => bench.On("A", _ => big), new TestMolecule("m").Step("A").Step("B", ["A"]).Ionic("A", "B"), new TestMolecule("small").Step("C"));
        (await bench.RunAsync("small", id: "before")).ShouldBe("C(in)");
        time.TimerSet = wait =>
        {
            if (wait == TimeSpan.FromMilliseconds(100))
            {
                isWaiting.TrySetResult();
            }
        };

        await bench.Engine.StartAsync("m", 1, PacketCodec.Serialize("in"), "r", default);
        await isWaiting.Task;
        JournalException refusal = await Should.ThrowAsync<JournalException>(async () => await bench.Engine.StartAsync("m", 1, PacketCodec.Serialize(big), "new", default));

        refusal.Message.ShouldBe(Remedy);
        bench.Ran.ShouldBe(["C", "A"]);
        _pages = Plenty;
        time.Advance(TimeSpan.FromSeconds(5));
        (await bench.ResultAsync("r")).ShouldBe($"B({big})");
        bench.Ran.ShouldBe(["C", "A", "B"]);
        (await journal.FindAsync("new")).ShouldBeNull();
        (await bench.ResultAsync("before")).ShouldBe("C(in)");
    }

    private static string Id(int number) => $"r{number}";

    private static RunBatch Batch(int number, long epoch) =>
        new(new RunEntry(Id(number), "m", 1, "f", RunStatus.Running) { Batches = 1 }, epoch, Bytes(number));

    private static byte[] Bytes(int number)
    {
        var bytes = new byte[4000];
        new Random(number).NextBytes(bytes);
        return bytes;
    }

    private async Task AreThereAsync(IEnumerable<int> expected)
    {
        await using SqliteJournal journal = Make();
        await journal.OpenAsync(default);
        (await journal.ListAsync(new RunQuery())).Select(static entry => entry.Id).Order().ShouldBe(expected.Select(Id).Order());
        foreach (int number in expected)
        {
            (await journal.ReadAsync(Id(number))).ShouldHaveSingleItem().ShouldBe(Bytes(number));
        }
    }

    private SqliteJournal Make() => new(Path) { WriterOpened = Limit };

    private void Limit(SqliteConnection connection) => Schema.Execute(connection, $"PRAGMA max_page_count = {_pages}");
}
