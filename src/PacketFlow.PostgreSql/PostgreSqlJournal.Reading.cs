using Npgsql;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.PostgreSql;

/// <summary>What is read.</summary>
internal sealed partial class PostgreSqlJournal
{
    public override async ValueTask<RunEntry?> FindAsync(string id) =>
        (await server.LookUpAsync($"SELECT {Entry.Columns} FROM packetflow.runs WHERE id = $1", Entry.Read, Parameters.Text(id)).ConfigureAwait(false)).FirstOrDefault();

    public override async ValueTask<IReadOnlyList<byte[]>> ReadAsync(string id)
    {
        // One statement sees the run and its batches as they were at one moment, though another host writes.
        List<(int Batches, int Number, byte[] Data)> rows = await server.LookUpAsync(
            "SELECT r.batches, coalesce(b.number, 0), coalesce(b.data, '') FROM packetflow.runs r LEFT JOIN packetflow.batches b ON b.run = r.key WHERE r.id = $1 ORDER BY b.number",
            static row => (row.GetInt32(0), row.GetInt32(1), row.GetFieldValue<byte[]>(2)),
            Parameters.Text(id)).ConfigureAwait(false);
        var batches = new byte[rows.Count][];
        for (int i = 0; i < batches.Length; i++)
        {
            if (rows[i].Number != i + 1 || !Checksum.Holds(id, i + 1, rows[i].Data))
            {
                throw Damaged(id, i + 1);
            }

            batches[i] = rows[i].Data[Checksum.Length..];
        }

        return batches.Length == 0 || batches.Length >= rows[0].Batches ? batches : throw Damaged(id, batches.Length + 1);
    }

    public override async ValueTask<IReadOnlyList<RunEntry>> ListAsync(RunQuery query)
    {
        var conditions = new List<string> { "true" };
        var parameters = new List<NpgsqlParameter>();
        Where("status =", query.Status is { } status ? Parameters.Whole((int)status) : null);
        Where("molecule =", query.Molecule is { } molecule ? Parameters.Text(molecule) : null);

        // Of a run that is over both moments are the same, and only this one has an index.
        string moment = query.IsOver is true ? "over_at" : Entry.UpdatedAt;
        Where($"{moment} <", query.UpdatedBefore is { } before ? Parameters.Big(before) : null);
        Where($"{moment} >=", query.UpdatedAfter is { } since ? Parameters.Big(since) : null);
        Where("id >", query.After is { } after ? Parameters.Text(after) : null);
        if (query.IsOver is { } isOver)
        {
            conditions.Add(isOver ? "over_at IS NOT NULL" : "over_at IS NULL");
        }

        if (query.RootsOnly)
        {
            conditions.Add("parent IS NULL");
        }

        parameters.Add(Parameters.Whole(query.Limit));
        return await server.AskAsync(
            $"SELECT {Entry.Columns} FROM packetflow.runs WHERE {string.Join(" AND ", conditions)} ORDER BY id LIMIT ${parameters.Count}", Entry.Read, [.. parameters]).ConfigureAwait(false);

        void Where(string condition, NpgsqlParameter? parameter)
        {
            if (parameter is not null)
            {
                parameters.Add(parameter);
                conditions.Add($"{condition} ${parameters.Count}");
            }
        }
    }

    private JournalException Damaged(string id, int batch) => new(
        $"{server.Name}: record {batch} of run {id} is damaged or missing. The run does not go on and the others do. Restore the database from a copy, or delete the run.")
    {
        IsDamage = true,
    };
}
