using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.Sqlite;

/// <summary>The writer's statements, prepared once for its connection.</summary>
internal sealed class Statements : IDisposable
{
    private const string Values = "$molecule, $version, $fingerprint, $status, $started, $updated, $wake, $over, $busy, $parent, $locks, $batches, $epoch";

    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _update;
    private readonly SqliteCommand _batch;

    public Statements(SqliteConnection connection)
    {
        _insert = New(
            connection,
            $"INSERT INTO runs (id, molecule, version, fingerprint, status, started_at, updated_at, wake_at, is_over, is_busy, parent, locks, batches, epoch) VALUES ($id, {Values}) ON CONFLICT DO NOTHING",
            "id", "molecule", "version", "fingerprint", "status", "started", "updated", "wake", "over", "busy", "parent", "locks", "batches", "epoch");
        _update = New(
            connection,
            """
            UPDATE runs SET status = $status, updated_at = $updated, wake_at = $wake, is_over = $over, is_busy = $busy, locks = $locks,
                batches = $batches, epoch = $epoch WHERE id = $id AND batches = $batches - 1 AND epoch <= $epoch
            """,
            "id", "status", "updated", "wake", "over", "busy", "locks", "batches", "epoch");
        _batch = New(connection, "INSERT INTO batches SELECT key, $batches, $data FROM runs WHERE id = $id", "id", "batches", "data");
    }

    /// <summary>Writes a batch into the transaction that is open.</summary>
    public AppendOutcome Append(RunBatch batch)
    {
        RunEntry entry = batch.Entry;
        SqliteCommand head = entry.Batches == 1 ? _insert : _update;
        head.Parameters["$id"].Value = entry.Id;
        head.Parameters["$status"].Value = (int)entry.Status;
        head.Parameters["$updated"].Value = entry.UpdatedAt;
        head.Parameters["$wake"].Value = entry.WakeAt;
        head.Parameters["$over"].Value = entry.IsOver ? 1 : 0;
        head.Parameters["$busy"].Value = entry.IsBusy ? 1 : 0;
        head.Parameters["$locks"].Value = string.Join('\n', entry.Locks);
        head.Parameters["$batches"].Value = entry.Batches;
        head.Parameters["$epoch"].Value = batch.Epoch;
        if (entry.Batches == 1)
        {
            head.Parameters["$molecule"].Value = entry.Molecule;
            head.Parameters["$version"].Value = entry.Version;
            head.Parameters["$fingerprint"].Value = entry.Fingerprint;
            head.Parameters["$started"].Value = entry.StartedAt;
            head.Parameters["$parent"].Value = entry.Parent ?? (object)DBNull.Value;
        }

        if (head.ExecuteNonQuery() == 0)
        {
            return AppendOutcome.Fenced;
        }

        byte[] data = new byte[Checksum.Length + batch.Records.Length];
        batch.Records.Span.CopyTo(data.AsSpan(Checksum.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(data, Checksum.Of(entry.Id, entry.Batches, batch.Records.Span));
        _batch.Parameters["$id"].Value = entry.Id;
        _batch.Parameters["$batches"].Value = entry.Batches;
        _batch.Parameters["$data"].Value = data;
        _batch.ExecuteNonQuery();
        return AppendOutcome.Done;
    }

    public void Join(SqliteTransaction? transaction) => _insert.Transaction = _update.Transaction = _batch.Transaction = transaction;

    public void Dispose()
    {
        _insert.Dispose();
        _update.Dispose();
        _batch.Dispose();
    }

    private static SqliteCommand New(SqliteConnection connection, string text, params string[] parameters)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        foreach (string name in parameters)
        {
            command.Parameters.Add(new SqliteParameter("$" + name, null));
        }

        return command;
    }
}
