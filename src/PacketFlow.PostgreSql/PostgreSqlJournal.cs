using System.Text;
using Npgsql;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.PostgreSql;

/// <summary>Runs in PostgreSQL: one commit for all that waits in a host, one owner for each run, and calls between the hosts.</summary>
internal sealed partial class PostgreSqlJournal(Server server) : SharedJournal
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private Writer? _writer;
    private Listener? _listener;

    public override async ValueTask<long> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            NpgsqlConnection connection = await server.ConnectAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                Warnings = await Settings.CheckAsync(connection, server.Name, cancellationToken).ConfigureAwait(false);
                await Schema.EnsureAsync(connection, server.Name, cancellationToken).ConfigureAwait(false);
            }

            _writer = new Writer(server);
            _listener = new Listener(server, call => Called?.Invoke(call));
            return await JoinAsync(isStart: true).ConfigureAwait(false);
        }
        catch (PostgresException refusal) when (refusal.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new JournalException(
                $"{server.Name}: the user may not make the journal's tables: {refusal.MessageText}. Have an administrator run: CREATE SCHEMA packetflow AUTHORIZATION the_user", refusal);
        }
        catch (PostgresException refusal) when (refusal.IsTransient)
        {
            throw new JournalException($"{server.Name}: the server is not ready: {refusal.MessageText}. Start this host again when it is.", refusal);
        }
        catch (PostgresException refusal)
        {
            throw new JournalException($"{server.Name}: the server refuses: {refusal.MessageText}. Correct the connection string, or the server's users and databases.", refusal);
        }
        catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException or System.Net.Sockets.SocketException)
        {
            throw new JournalException($"{server.Name}: the server cannot be reached: {failure.Message}. Start it, or correct the connection string.", failure);
        }
    }

    public override ValueTask<AppendOutcome> AppendAsync(RunBatch batch)
    {
        if (Refusal(batch.Entry) is { } fault)
        {
            throw new JournalException(fault);
        }

        return new(WriterOrThrow().AppendAsync(batch));
    }

    // An owner that lives keeps its run; one that is over has no owner worth the name. Whoever has it already, as after it took over what
    // another left, has nothing to write and no commit to wait for.
    public override async ValueTask<bool> ClaimAsync(string id, long epoch) => (await server.LookUpAsync(
        $"""
        WITH taken AS (
                 UPDATE packetflow.runs SET epoch = $2
                 WHERE id = $1 AND epoch <> $2 AND EXISTS (SELECT FROM packetflow.hosts WHERE epoch = $2) AND (over_at IS NOT NULL OR {Ownerless}) RETURNING 1)
        SELECT EXISTS (SELECT FROM taken)
            OR EXISTS (SELECT FROM packetflow.runs JOIN packetflow.hosts USING (epoch) WHERE id = $1 AND epoch = $2)
            OR NOT EXISTS (SELECT FROM packetflow.runs WHERE id = $1)
        """,
        static row => row.GetBoolean(0),
        Parameters.Text(id),
        Parameters.Big(epoch)).ConfigureAwait(false))[0];

    public override ValueTask<int> DeleteAsync(IReadOnlyCollection<string> ids) => DeleteAsync(ids, "AND runs.over_at IS NOT NULL");

    public override async ValueTask DisposeAsync()
    {
        if (_listener is not null)
        {
            await _listener.DisposeAsync().ConfigureAwait(false);
        }

        if (_writer is not null)
        {
            await _writer.DisposeAsync().ConfigureAwait(false);
        }

        await server.DisposeAsync().ConfigureAwait(false);
    }

    // What is a step of a run has that run's id and a slash before its own: in the order of bytes that is a range.
    private async ValueTask<int> DeleteAsync(IReadOnlyCollection<string> ids, string condition) => (await server.AskAsync(
        $"""
        WITH gone AS (
                 DELETE FROM packetflow.runs USING unnest($1) one
                 WHERE (runs.id = one OR runs.id > one || '/' AND runs.id < one || '0') {condition} RETURNING runs.key, runs.id),
             emptied AS (DELETE FROM packetflow.batches USING gone WHERE run = gone.key),
             hushed AS (DELETE FROM packetflow.messages USING gone WHERE run = gone.id)
        SELECT count(*)::int FROM gone
        """,
        static row => row.GetInt32(0),
        Parameters.Texts([.. ids])).ConfigureAwait(false))[0];

    // What PostgreSQL's text cannot hold would be refused there, and with it the other runs of the same commit.
    private static string? Refusal(RunEntry entry)
    {
        foreach (string text in entry.Locks.Prepend(entry.Id))
        {
            try
            {
                if (Strict.GetByteCount(text) > 0 && text.Contains('\0', StringComparison.Ordinal))
                {
                    return $"Run {entry.Id} cannot be kept in PostgreSQL: it holds a resource whose name has a null character.";
                }
            }
            catch (EncoderFallbackException)
            {
                return $"Run {entry.Id} cannot be kept in PostgreSQL: its id, or the name of a resource that it holds, is no valid text.";
            }
        }

        return null;
    }

    private Writer WriterOrThrow() => _writer ?? throw new JournalException($"{server.Name} is not open.");
}
