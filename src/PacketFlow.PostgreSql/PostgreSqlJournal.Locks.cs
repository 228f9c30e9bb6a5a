using System.Runtime.CompilerServices;
using Npgsql;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.PostgreSql;

/// <summary>Resources that runs of different hosts take turns with.</summary>
internal sealed partial class PostgreSqlJournal
{
    // A row counts while an unfinished run of the family is with the host that asked, which may be about to write the lock down, or has
    // written it down. So no row needs to be cleaned up after a host that died: the next to ask takes it.
    private const string Take = """
        UPDATE packetflow.locks SET root = $2, epoch = $3
        WHERE resource = ANY ($1) AND (root = $2 OR NOT EXISTS (
            SELECT FROM packetflow.runs r
            WHERE r.over_at IS NULL AND (r.id = locks.root OR r.id > locks.root || '/' AND r.id < locks.root || '0')
                AND (r.epoch = locks.epoch OR locks.resource = ANY (string_to_array(r.locks, E'\n')))))
        """;

    public override async ValueTask<bool> TakeLocksAsync(string root, IReadOnlyCollection<string> resources, long epoch)
    {
        try
        {
            NpgsqlConnection connection = await server.ConnectAsync(CancellationToken.None).ConfigureAwait(false);
            await using ConfiguredAsyncDisposable end = connection.ConfigureAwait(false);
            NpgsqlTransaction transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
            await using ConfiguredAsyncDisposable undone = transaction.ConfigureAwait(false);

            // Each statement sees what was committed before it: once the rows are locked, the last one judges what stays as it is.
            using var batch = new NpgsqlBatch(connection);
            foreach (string text in new[]
            {
                "INSERT INTO packetflow.locks SELECT resource, $2, $3 FROM unnest($1) resource ORDER BY resource ON CONFLICT DO NOTHING",
                "SELECT FROM packetflow.locks WHERE resource = ANY ($1) AND $2 <> '' AND $3 > 0 ORDER BY resource FOR UPDATE",
                Take,
            })
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand(text) { Parameters = { Parameters.Texts([.. resources]), Parameters.Text(root), Parameters.Big(epoch) } });
            }

            await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
            if (batch.BatchCommands[^1].RecordsAffected != resources.Count)
            {
                return false;
            }

            await transaction.CommitAsync().ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException)
        {
            throw new JournalException($"{server.Name} does not answer: {failure.Message}", failure);
        }
    }

    public override async ValueTask FreeLocksAsync(string root, IReadOnlyCollection<string> resources, long epoch) => await server.AskAsync(
        """
        WITH freed AS (DELETE FROM packetflow.locks WHERE root = $1 AND resource = ANY ($2) AND epoch = $3 RETURNING 1)
        SELECT pg_notify('packetflow', 'end') WHERE EXISTS (SELECT FROM freed) AND (SELECT count(*) FROM packetflow.hosts) > 1
        """,
        static _ => true,
        Parameters.Text(root),
        Parameters.Texts([.. resources]),
        Parameters.Big(epoch)).ConfigureAwait(false);
}
