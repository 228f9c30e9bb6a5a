using Npgsql;
using PacketFlow.Molecules;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.PostgreSql;

/// <summary>A document that one host forgets while another begins a run with it: whoever has its row first goes first.</summary>
public sealed class DocumentTests(PostgresServer server) : IAsyncLifetime
{
    private const string Words = "SELECT words FROM packetflow.plans WHERE fingerprint = 'document:print'";
    private const string Waiters = "SELECT count(*) FROM pg_locks WHERE NOT granted";

    private string _database = "";
    private PostgreSqlJournal _journal = null!;
    private long _epoch;

    public async ValueTask InitializeAsync()
    {
        _database = await server.NewDatabaseAsync();
        _journal = new PostgreSqlJournal(new Server(_database));
        _epoch = await _journal.OpenAsync(default);
        await DoAsync("INSERT INTO packetflow.plans VALUES ('document:print', 'old')");
    }

    public ValueTask DisposeAsync() => _journal.DisposeAsync();

    [Fact]
    public async Task Document_that_is_being_forgotten_is_written_again_by_the_run_that_needs_it()
    {
        await using NpgsqlConnection other = await ConnectAsync();
        await DoAsync(other, "BEGIN; SELECT FROM packetflow.plans FOR UPDATE");

        Task<AppendOutcome> begun = _journal.AppendAsync(JournalConformance.Over("r", "print", _epoch)).AsTask();
        await Trials.UntilAsync(async () => (long)(await DoAsync(Waiters))! > 0);
        await DoAsync(other, "DELETE FROM packetflow.plans; COMMIT");

        (await begun).ShouldBe(AppendOutcome.Done);
        (await DoAsync(Words)).ShouldBe("document of print");
    }

    [Fact]
    public async Task Document_of_a_run_that_is_being_begun_is_not_forgotten()
    {
        await using NpgsqlConnection other = await ConnectAsync();
        await DoAsync(other, "BEGIN; UPDATE packetflow.plans SET words = words");

        await _journal.ForgetDocumentsAsync(null);

        await DoAsync(other, "COMMIT");
        (await DoAsync(Words)).ShouldBe("old");
        await _journal.ForgetDocumentsAsync(null);
        (await DoAsync(Words)).ShouldBeNull();
    }

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(_database + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    private Task<object?> DoAsync(string text) => PostgresServer.DoAsync(_database, text);

    private static async Task DoAsync(NpgsqlConnection connection, string text)
    {
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync();
    }
}
