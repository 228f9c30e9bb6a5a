using Npgsql;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.PostgreSql;

/// <summary>What the writer says to the server: one statement for a whole group, so that a commit costs one round trip.</summary>
internal static class Statements
{
    // A run's first batch makes its row; each other one needs the row as the batch before it left it, under the same owner.
    private const string Append = """
        WITH input AS (
                 SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
                 AS i(id, molecule, version, fingerprint, status, started_at, updated_at, wake_at, is_over, is_busy, parent, locks, batches, epoch, data)),
             made AS (
                 INSERT INTO packetflow.runs (id, molecule, version, fingerprint, status, started_at, updated_at, wake_at, over_at, is_busy, parent, locks, batches, epoch)
                 SELECT id, molecule, version, fingerprint, status, started_at, updated_at, wake_at, CASE WHEN is_over THEN updated_at END, is_busy, parent, locks, 1, epoch
                 FROM input WHERE batches = 1 ORDER BY id
                 ON CONFLICT DO NOTHING RETURNING id, key),
             moved AS (
                 UPDATE packetflow.runs r
                 SET status = i.status, updated_at = i.updated_at, wake_at = i.wake_at, over_at = CASE WHEN i.is_over THEN i.updated_at END,
                     is_busy = i.is_busy, locks = i.locks, batches = i.batches
                 FROM input i WHERE r.id = i.id AND r.batches = i.batches - 1 AND r.epoch = i.epoch
                 RETURNING r.id, r.key),
             written AS (SELECT * FROM made UNION ALL SELECT * FROM moved),
             kept AS (INSERT INTO packetflow.batches SELECT w.key, i.batches, i.data FROM written w JOIN input i ON i.id = w.id)
        SELECT id FROM written
        """;

    private const string FindWritten = """
        SELECT r.id FROM unnest($1, $2, $3, $4) AS i(id, number, epoch, data)
        JOIN packetflow.runs r ON r.id = i.id AND r.epoch = i.epoch
        JOIN packetflow.batches b ON b.run = r.key AND b.number = i.number AND b.data = i.data
        """;

    /// <summary>Writes a group whose runs are all different, whole or not at all; those that the journal took are done then.</summary>
    public static async Task AppendAsync(NpgsqlConnection connection, List<PendingBatch> group, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlBatch(connection);
        command.BatchCommands.Add(new NpgsqlBatchCommand(Append)
        {
            Parameters =
            {
                Parameters.Texts(Column(group, static one => one.Id)),
                Parameters.Texts(Column(group, static one => one.Entry.Molecule)),
                Parameters.Wholes(Column(group, static one => one.Entry.Version)),
                Parameters.Texts(Column(group, static one => one.Entry.Fingerprint)),
                Parameters.Wholes(Column(group, static one => (int)one.Entry.Status)),
                Parameters.Bigs(Column(group, static one => one.Entry.StartedAt)),
                Parameters.Bigs(Column(group, static one => one.Entry.UpdatedAt)),
                Parameters.Bigs(Column(group, static one => one.Entry.WakeAt)),
                Parameters.Switches(Column(group, static one => one.Entry.IsOver)),
                Parameters.Switches(Column(group, static one => one.Entry.IsBusy)),
                Parameters.Texts(Column(group, static one => one.Entry.Parent)),
                Parameters.Texts(Column(group, static one => string.Join('\n', one.Entry.Locks))),
                Parameters.Wholes(Column(group, static one => one.Entry.Batches)),
                Parameters.Bigs(Column(group, static one => one.Epoch)),
                Parameters.Blobs(Column(group, static one => one.Data)),
            },
        });
        if (group.Exists(static one => one.Entry.IsOver))
        {
            // Whoever waits elsewhere looks then. A host alone tells nobody: a commit that notifies waits for all others that do.
            command.BatchCommands.Add(new NpgsqlBatchCommand("SELECT pg_notify('packetflow', 'end') WHERE (SELECT count(*) FROM packetflow.hosts) > 1"));
        }

        await EndFoundAsync(await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false), group, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Looks which of a group stand in the journal as they were sent, under the same owner; they are done then.</summary>
    public static async Task FindWrittenAsync(NpgsqlConnection connection, List<PendingBatch> group, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand(FindWritten, connection)
        {
            Parameters =
            {
                Parameters.Texts(Column(group, static one => one.Id)),
                Parameters.Wholes(Column(group, static one => one.Entry.Batches)),
                Parameters.Bigs(Column(group, static one => one.Epoch)),
                Parameters.Blobs(Column(group, static one => one.Data)),
            },
        };
        await EndFoundAsync(await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false), group, cancellationToken).ConfigureAwait(false);
    }

    // The answer counts when all of it is there: the commit comes after the rows.
    private static async Task EndFoundAsync(NpgsqlDataReader rows, List<PendingBatch> group, CancellationToken cancellationToken)
    {
        var found = new HashSet<string>(group.Count, StringComparer.Ordinal);
        await using (rows.ConfigureAwait(false))
        {
            while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                found.Add(rows.GetString(0));
            }

            while (await rows.NextResultAsync(cancellationToken).ConfigureAwait(false))
            {
            }
        }

        foreach (PendingBatch one in group.Where(one => found.Contains(one.Id)))
        {
            one.End(AppendOutcome.Done);
        }
    }

    private static T[] Column<T>(List<PendingBatch> group, Func<PendingBatch, T> read)
    {
        var column = new T[group.Count];
        for (int i = 0; i < column.Length; i++)
        {
            column[i] = read(group[i]);
        }

        return column;
    }
}
