using Npgsql;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.PostgreSql;

/// <summary>What the writer says to the server: a few statements for a whole group, sent as one, so that a commit costs one round trip.</summary>
internal static class Statements
{
    // A run's first batch makes its row, unless somebody has that id; what was written already is no row to add.
    private const string Make = """
        INSERT INTO packetflow.runs (id, molecule, version, fingerprint, status, started_at, updated_at, wake_at, over_at, is_busy, parent, locks, batches, epoch)
        SELECT id, molecule, version, fingerprint, status, started_at, updated_at, wake_at, CASE WHEN is_over THEN updated_at END, is_busy, parent, locks, 1, epoch
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        AS i(id, epoch, status, updated_at, wake_at, is_over, is_busy, locks, molecule, version, fingerprint, started_at, parent)
        ORDER BY id ON CONFLICT DO NOTHING
        """;

    private const string KeepFirst = """
        WITH kept AS (
            INSERT INTO packetflow.batches
            SELECT r.key, 1, i.data FROM unnest($1, $2, $3) AS i(id, epoch, data) JOIN packetflow.runs r ON r.id = i.id AND r.epoch = i.epoch AND r.batches = 1
            ON CONFLICT DO NOTHING RETURNING run)
        SELECT r.id FROM kept JOIN packetflow.runs r ON r.key = kept.run
        """;

    // Each other one needs the row as the batch before it left it, under the same owner.
    private const string Move = """
        WITH moved AS (
                 UPDATE packetflow.runs r
                 SET status = i.status, updated_at = i.updated_at, wake_at = i.wake_at, over_at = CASE WHEN i.is_over THEN i.updated_at END,
                     is_busy = i.is_busy, locks = i.locks, batches = i.batches
                 FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS i(id, epoch, status, updated_at, wake_at, is_over, is_busy, locks, batches, data)
                 WHERE r.id = i.id AND r.batches = i.batches - 1 AND r.epoch = i.epoch
                 RETURNING r.id, r.key, i.batches, i.data),
             kept AS (INSERT INTO packetflow.batches SELECT key, batches, data FROM moved)
        SELECT id FROM moved
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
        List<PendingBatch> made = group.FindAll(static one => one.Entry.Batches == 1), moved = group.FindAll(static one => one.Entry.Batches > 1);
        if (made.Count > 0)
        {
            command.BatchCommands.Add(Command(
                Make,
                [
                    .. Heads(made),
                    Parameters.Texts(Column(made, static one => one.Entry.Molecule)),
                    Parameters.Wholes(Column(made, static one => one.Entry.Version)),
                    Parameters.Texts(Column(made, static one => one.Entry.Fingerprint)),
                    Parameters.Bigs(Column(made, static one => one.Entry.StartedAt)),
                    Parameters.Texts(Column(made, static one => one.Entry.Parent)),
                ]));
            command.BatchCommands.Add(Command(
                KeepFirst,
                [
                    Parameters.Texts(Column(made, static one => one.Id)),
                    Parameters.Bigs(Column(made, static one => one.Epoch)),
                    Parameters.Blobs(Column(made, static one => one.Data)),
                ]));
        }

        if (moved.Count > 0)
        {
            command.BatchCommands.Add(Command(
                Move,
                [
                    .. Heads(moved),
                    Parameters.Wholes(Column(moved, static one => one.Entry.Batches)),
                    Parameters.Blobs(Column(moved, static one => one.Data)),
                ]));
        }

        int answers = (made.Count > 0 ? 1 : 0) + (moved.Count > 0 ? 1 : 0);
        if (group.Exists(static one => one.Entry.IsOver))
        {
            // Whoever waits elsewhere looks then. A host alone tells nobody: a commit that notifies waits for all others that do.
            command.BatchCommands.Add(new NpgsqlBatchCommand("SELECT pg_notify('packetflow', 'end') WHERE (SELECT count(*) FROM packetflow.hosts) > 1"));
        }

        await EndFoundAsync(await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false), answers, group, cancellationToken).ConfigureAwait(false);
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
        await EndFoundAsync(await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false), answers: 1, group, cancellationToken).ConfigureAwait(false);
    }

    // What stands in every batch of a run.
    private static NpgsqlParameter[] Heads(List<PendingBatch> group) =>
    [
        Parameters.Texts(Column(group, static one => one.Id)),
        Parameters.Bigs(Column(group, static one => one.Epoch)),
        Parameters.Wholes(Column(group, static one => (int)one.Entry.Status)),
        Parameters.Bigs(Column(group, static one => one.Entry.UpdatedAt)),
        Parameters.Bigs(Column(group, static one => one.Entry.WakeAt)),
        Parameters.Switches(Column(group, static one => one.Entry.IsOver)),
        Parameters.Switches(Column(group, static one => one.Entry.IsBusy)),
        Parameters.Texts(Column(group, static one => string.Join('\n', one.Entry.Locks))),
    ];

    private static NpgsqlBatchCommand Command(string text, NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(text);
        command.Parameters.AddRange(parameters);
        return command;
    }

    // The answer counts when all of it is there: the commit comes after the rows.
    private static async Task EndFoundAsync(NpgsqlDataReader rows, int answers, List<PendingBatch> group, CancellationToken cancellationToken)
    {
        var found = new HashSet<string>(group.Count, StringComparer.Ordinal);
        await using (rows.ConfigureAwait(false))
        {
            do
            {
                while (answers > 0 && await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    found.Add(rows.GetString(0));
                }

                answers--;
            }
            while (await rows.NextResultAsync(cancellationToken).ConfigureAwait(false));
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
