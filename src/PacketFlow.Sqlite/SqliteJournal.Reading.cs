using Microsoft.Data.Sqlite;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.Sqlite;

/// <summary>What is read, on a connection of its own.</summary>
internal sealed partial class SqliteJournal
{
    private const string Columns =
        "id, molecule, version, fingerprint, status, started_at, updated_at, wake_at, is_over, is_busy, parent, locks, batches";

    public override async ValueTask<RunEntry?> FindAsync(string id) =>
        (await ReadAsync($"SELECT {Columns} FROM runs WHERE id = $id", Entry, ("$id", id)).ConfigureAwait(false)).FirstOrDefault();

    public override async ValueTask<IReadOnlyList<byte[]>> ReadAsync(string id)
    {
        var entry = await FindAsync(id).ConfigureAwait(false);
        if (entry is null)
        {
            return [];
        }

        List<(int Number, byte[] Data)> rows = await ReadAsync(
            "SELECT number, data FROM batches WHERE run = (SELECT key FROM runs WHERE id = $id) ORDER BY number",
            static row => (row.GetInt32(0), row.GetValue(1) is byte[] data ? data : []), // what is no bytes any more fails its checksum
            ("$id", id)).ConfigureAwait(false);
        var batches = new byte[rows.Count][];
        for (int i = 0; i < batches.Length; i++)
        {
            byte[] data = rows[i].Data;
            if (rows[i].Number != i + 1 || !Checksum.Holds(id, i + 1, data))
            {
                throw Damaged(id, i + 1);
            }

            batches[i] = data[Checksum.Length..];
        }

        return batches.Length >= entry.Batches ? batches : throw Damaged(id, batches.Length + 1);
    }

    public override async ValueTask<IReadOnlyList<RunEntry>> ListAsync(RunQuery query)
    {
        var conditions = new List<string>();
        var parameters = new List<(string, object)>();
        Where("status = $status", "$status", query.Status is { } status ? (int)status : null);
        Where("molecule = $molecule", "$molecule", query.Molecule);
        Where(query.IsOver is true ? "is_over = 1" : "is_over = 0", "$over", query.IsOver is null ? null : 0);
        Where("updated_at < $before", "$before", query.UpdatedBefore);
        Where("updated_at >= $since", "$since", query.UpdatedAfter);
        Where("id > $after", "$after", query.After);
        Where("parent IS NULL", "$roots", query.RootsOnly ? 0 : null);
        string where = conditions.Count == 0 ? "" : $"WHERE {string.Join(" AND ", conditions)}";
        parameters.Add(("$limit", query.Limit));
        return await ReadAsync($"SELECT {Columns} FROM runs {where} ORDER BY id LIMIT $limit", Entry, [.. parameters]).ConfigureAwait(false);

        void Where(string condition, string name, object? value)
        {
            if (value is not null)
            {
                conditions.Add(condition);
                parameters.Add((name, value));
            }
        }
    }

    public override async ValueTask<string?> FindPlanAsync(string fingerprint) => (await ReadAsync(
        "SELECT words FROM plans WHERE fingerprint = $fingerprint", static row => row.GetString(0), ("$fingerprint", fingerprint)).ConfigureAwait(false)).FirstOrDefault();

    public override async ValueTask<IReadOnlyList<PlanUse>> ListPlansInUseAsync() => await ReadAsync(
        "SELECT molecule, version, fingerprint, count(*) FROM runs WHERE is_over = 0 GROUP BY molecule, version, fingerprint ORDER BY molecule, version",
        static row => new PlanUse(row.GetString(0), row.GetInt32(1), row.GetString(2), row.GetInt32(3))).ConfigureAwait(false);

    private static RunEntry Entry(SqliteDataReader row) => new(row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetString(3), (RunStatus)row.GetInt32(4))
    {
        StartedAt = row.GetInt64(5),
        UpdatedAt = row.GetInt64(6),
        WakeAt = row.GetInt64(7),
        IsOver = row.GetInt32(8) != 0,
        IsBusy = row.GetInt32(9) != 0,
        Parent = row.IsDBNull(10) ? null : row.GetString(10),
        Locks = row.GetString(11) is { Length: > 0 } locks ? locks.Split('\n') : [],
        Batches = row.GetInt32(12),
    };

    private async ValueTask<List<T>> ReadAsync<T>(string text, Func<SqliteDataReader, T> read, params (string Name, object Value)[] parameters)
    {
        SqliteConnection connection = _reader ?? throw new JournalException($"The journal {_path} is not open.");
        await _reading.WaitAsync().ConfigureAwait(false);
        try
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = text;
            foreach ((string name, object value) in parameters)
            {
                command.Parameters.AddWithValue(name, value);
            }

            using SqliteDataReader rows = command.ExecuteReader();
            var found = new List<T>();
            while (rows.Read())
            {
                found.Add(read(rows));
            }

            return found;
        }
        catch (SqliteException failure)
        {
            throw new JournalException($"The journal {_path} cannot be read: {failure.Message}", failure);
        }
        finally
        {
            _reading.Release();
        }
    }

    private JournalException Damaged(string id, int batch) => new(
        $"Record {batch} of run {id} in the journal {_path} is damaged or missing. The run does not go on and the others do. Restore the file from a copy, or delete the run.")
    {
        IsDamage = true,
    };
}
