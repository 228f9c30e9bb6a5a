using Npgsql;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.PostgreSql;

/// <summary>What the writer says to the server: a few statements for a whole group, sent as one, so that a commit costs one round trip.</summary>
internal static class Statements
{
    // A run's first batch makes its row, unless somebody has that id; what was written already is no row to add.
    private const string Make = """
        WITH i AS (
                 SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
                 AS i(id, epoch, status, updated_at, wake_at, is_over, is_busy, locks, molecule, version, fingerprint, started_at, parent, data)),
             made AS (
                 INSERT INTO packetflow.runs (id, molecule, version, fingerprint, status, started_at, updated_at, wake_at, over_at, is_busy, parent, locks, batches, epoch)
                 SELECT id, molecule, version, fingerprint, status, started_at, updated_at, wake_at, CASE WHEN is_over THEN updated_at END, is_busy, parent, locks, 1, epoch
                 FROM i ORDER BY id ON CONFLICT DO NOTHING RETURNING id, key),
             kept AS (INSERT INTO packetflow.batches (run, number, data, at) SELECT made.key, 1, i.data, i.updated_at FROM made JOIN i USING (id))
        SELECT id, key FROM made
        """;

    // Before its runs are made: one that is there is held until they are, since whoever forgets documents sees runs only once they are durable.
    private const string KeepDocuments = """
        INSERT INTO packetflow.plans SELECT fingerprint, words FROM unnest($1, $2) AS i(fingerprint, words) ORDER BY fingerprint
        ON CONFLICT (fingerprint) DO UPDATE SET words = plans.words
        """;

    // What changes the row needs it under the same owner, and the batch before it as the last one.
    private const string Move = """
        WITH moved AS (
                 UPDATE packetflow.runs r
                 SET status = i.status, updated_at = i.updated_at, wake_at = i.wake_at, over_at = CASE WHEN i.is_over THEN i.updated_at END,
                     is_busy = i.is_busy, locks = i.locks, batches = i.batches
                 FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS i(id, epoch, status, updated_at, wake_at, is_over, is_busy, locks, batches, data)
                 WHERE r.id = i.id AND r.epoch = i.epoch AND i.batches - 1 = (SELECT max(b.number) FROM packetflow.batches b WHERE b.run = r.key)
                 RETURNING r.id, r.key, i.batches, i.data, i.updated_at),
             kept AS (INSERT INTO packetflow.batches (run, number, data, at) SELECT key, batches, data, updated_at FROM moved)
        SELECT id, key FROM moved
        """;

    // Most batches change nothing that a search looks at and leave the row alone. An unfinished run that this host wrote before goes to
    // another only once the host's own row is gone: whoever deletes that waits for this commit, and reads the run's batches after it.
    private const string GoOn = """
        WITH living AS MATERIALIZED (SELECT epoch FROM packetflow.hosts WHERE epoch = ANY ($2) FOR KEY SHARE)
        INSERT INTO packetflow.batches (run, number, data, at)
        SELECT r.key, i.number, i.data, i.at FROM unnest($1, $2, $3, $4, $5) AS i(key, epoch, at, number, data)
        JOIN living USING (epoch) JOIN packetflow.runs r USING (key, epoch)
        """;

    // The same for one: what is no table costs the server less, and a run alone waits for it.
    private const string GoOnAlone = """
        WITH living AS MATERIALIZED (SELECT epoch FROM packetflow.hosts WHERE epoch = $2 FOR KEY SHARE)
        INSERT INTO packetflow.batches (run, number, data, at)
        SELECT r.key, $4, $5, $3 FROM living JOIN packetflow.runs r USING (epoch) WHERE r.key = $1
        """;

    private const string FindWritten = """
        SELECT r.id, r.key FROM unnest($1, $2, $3, $4) AS i(id, number, epoch, data)
        JOIN packetflow.runs r ON r.id = i.id AND r.epoch = i.epoch
        JOIN packetflow.batches b ON b.run = r.key AND b.number = i.number AND b.data = i.data
        """;

    /// <summary>
    /// Writes a group whose runs are all different, whole or not at all. Of each kind those are done that the journal took, if it took all
    /// of them; else nobody is told, and whoever asks has to look.
    /// </summary>
    public static async Task AppendAsync(NpgsqlConnection connection, List<PendingBatch> group, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlBatch(connection);
        var asked = new List<(List<PendingBatch> Part, NpgsqlBatchCommand Taking)>();
        List<PendingBatch> made = group.FindAll(static one => one.Entry.Batches == 1);
        List<PendingBatch> same = group.FindAll(static one => one.Entry.Batches > 1 && one.Known is not null);
        List<PendingBatch> moved = group.FindAll(static one => one.Entry.Batches > 1 && one.Known is null);
        if (made.Exists(static one => one.Document is not null))
        {
            List<PendingBatch> documents = [.. made.Where(static one => one.Document is not null).DistinctBy(static one => one.Entry.Fingerprint)];
            command.BatchCommands.Add(Command(
                KeepDocuments,
                [
                    Parameters.Texts(Column(documents, static one => $"document:{one.Entry.Fingerprint}")),
                    Parameters.Texts(Column(documents, static one => one.Document)),
                ]));
        }

        if (made.Count > 0)
        {
            Ask(
                made,
                Make,
                [
                    .. Heads(made),
                    Parameters.Texts(Column(made, static one => one.Entry.Molecule)),
                    Parameters.Wholes(Column(made, static one => one.Entry.Version)),
                    Parameters.Texts(Column(made, static one => one.Entry.Fingerprint)),
                    Parameters.Bigs(Column(made, static one => one.Entry.StartedAt)),
                    Parameters.Texts(Column(made, static one => one.Entry.Parent)),
                    Parameters.Blobs(Column(made, static one => one.Data)),
                ]);
        }

        if (moved.Count > 0)
        {
            Ask(
                moved,
                Move,
                [
                    .. Heads(moved),
                    Parameters.Wholes(Column(moved, static one => one.Entry.Batches)),
                    Parameters.Blobs(Column(moved, static one => one.Data)),
                ]);
        }

        // Last, since the host's row is held from there to the commit.
        if (same is [var alone])
        {
            Ask(
                same,
                GoOnAlone,
                Parameters.Big(alone.Known!.Key),
                Parameters.Big(alone.Epoch),
                Parameters.Big(alone.Entry.UpdatedAt),
                Parameters.Whole(alone.Entry.Batches),
                Parameters.Bytes(alone.Data));
        }
        else if (same.Count > 0)
        {
            Ask(
                same,
                GoOn,
                Parameters.Bigs(Column(same, static one => one.Known!.Key)),
                Parameters.Bigs(Column(same, static one => one.Epoch)),
                Parameters.Bigs(Column(same, static one => one.Entry.UpdatedAt)),
                Parameters.Wholes(Column(same, static one => one.Entry.Batches)),
                Parameters.Blobs(Column(same, static one => one.Data)));
        }

        if (group.Exists(static one => one.Entry.IsOver))
        {
            // Whoever waits elsewhere looks then. A host alone tells nobody: a commit that notifies waits for all others that do.
            command.BatchCommands.Add(new NpgsqlBatchCommand("SELECT pg_notify('packetflow', 'end') WHERE (SELECT count(*) FROM packetflow.hosts) > 1"));
        }

        Dictionary<string, long> keys = await ReadKeysAsync(await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        foreach ((List<PendingBatch> part, NpgsqlBatchCommand taking) in asked)
        {
            if ((int)taking.Rows == part.Count)
            {
                part.ForEach(one => one.Take(keys));
            }
        }

        void Ask(List<PendingBatch> part, string text, params NpgsqlParameter[] parameters)
        {
            NpgsqlBatchCommand taking = Command(text, parameters);
            command.BatchCommands.Add(taking);
            asked.Add((part, taking));
        }
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
        Dictionary<string, long> found = await ReadKeysAsync(await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        foreach (PendingBatch one in group.Where(one => found.ContainsKey(one.Id)))
        {
            one.Take(found);
        }
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
        Parameters.Texts(Column(group, static one => RowHead.LocksOf(one.Entry))),
    ];

    private static NpgsqlBatchCommand Command(string text, NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(text);
        command.Parameters.AddRange(parameters);
        return command;
    }

    // The answer counts when all of it is there: the commit comes after the rows.
    private static async Task<Dictionary<string, long>> ReadKeysAsync(NpgsqlDataReader rows, CancellationToken cancellationToken)
    {
        var keys = new Dictionary<string, long>(StringComparer.Ordinal);
        await using (rows.ConfigureAwait(false))
        {
            do
            {
                while (rows.FieldCount == 2 && await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    keys[rows.GetString(0)] = rows.GetInt64(1);
                }
            }
            while (await rows.NextResultAsync(cancellationToken).ConfigureAwait(false));
        }

        return keys;
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
