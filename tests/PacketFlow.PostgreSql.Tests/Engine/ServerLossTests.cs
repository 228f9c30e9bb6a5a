using PacketFlow.Hosting;
using PacketFlow.Molecules;

namespace PacketFlow.PostgreSql;

/// <summary>The server is killed in the middle and comes back: what waits is written then, once.</summary>
public sealed class ServerLossTests
{
    private const int Runs = 60;

    [Fact]
    public async Task Runs_wait_for_a_server_that_was_killed_and_go_on()
    {
        await using var server = new PostgresServer();
        await server.InitializeAsync();
        string database = await server.NewDatabaseAsync();
        var isHalf = new TaskCompletionSource();
        int done = 0;
        await using var journal = new PostgreSqlJournal(new Server(database));
        await using EngineBench bench = await EngineBench.StartAsync(
            journal,
            new ManualTime(),
            bench => bench.On("B", value =>
            {
                if (Interlocked.Increment(ref done) == Runs / 2)
                {
                    isHalf.SetResult();
                }

                return Bench.Read(PacketCodec.Serialize(value));
            }),
            new TestMolecule("chain").Step("A").Step("B", ["A"]).Step("C", ["B"]).Ionic("A", "B").Ionic("B", "C"));
        await Task.WhenAll(Enumerable.Range(0, Runs).Select(number => bench.Engine.StartAsync("chain", 1, PacketCodec.Serialize("in"), $"r{number}", default).AsTask()));
        Task<string[]> results = Task.WhenAll(Enumerable.Range(0, Runs).Select(number => bench.ResultAsync($"r{number}")));

        await isHalf.Task;
        await server.KillAsync();
        await server.StartAsync();
        while (!results.IsCompleted)
        {
            // What waits for the journal waits in the bench's time.
            bench.Time.Advance(TimeSpan.FromMilliseconds(100));
            await PostgresServer.DoAsync(database, "SELECT 1");
        }

        (await results).ShouldAllBe(static result => result == "C(A(in))");
        bench.Ran.Count.ShouldBe(3 * Runs);
    }

    [Fact]
    public async Task Host_that_stops_while_the_server_is_away_says_that_others_must_wait_for_its_lease()
    {
        await using var server = new PostgresServer();
        await server.InitializeAsync();
        await using var journal = new PostgreSqlJournal(new Server(await server.NewDatabaseAsync()));
        using var log = new HostLog();
        EngineBench bench = await EngineBench.StartLoggingAsync(journal, new ManualTime(), log, new TestMolecule("one").Step("A"));
        await server.KillAsync();

        await bench.DisposeAsync();

        log.Lines.ShouldContain(static line => line.Contains("The journal was not told that this host leaves", StringComparison.Ordinal));
    }
}
