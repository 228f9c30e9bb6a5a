using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.Sqlite;

/// <summary>The writer's statements, prepared once for its connection. They belong to the transaction that is open there.</summary>
internal sealed class Statements : IDisposable
{
    // Where a run's row is: what each of its batches would have to look up by its id. Forgotten whole when there are many.
    private const int MostKeys = 65_536;
    private const int MostDocuments = 1024;

    private readonly Dictionary<string, long> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _documents = new(StringComparer.Ordinal);
    private readonly Statement _insert;
    private readonly Statement _find;
    private readonly Statement _update;
    private readonly Statement _end;
    private readonly Statement _batch;
    private readonly Statement _document;
    private byte[] _data = new byte[1024];

    public Statements(SqliteConnection connection)
    {
        _insert = new Statement(connection, """
            INSERT INTO runs (status, updated_at, wake_at, is_busy, locks, batches, epoch, is_over, id, molecule, version, fingerprint, started_at, parent)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """);
        _find = new Statement(connection, "SELECT key FROM runs WHERE id = ?");

        // Most batches leave is_over alone, and with it the index over it.
        _update = new Statement(connection, """
            UPDATE runs SET status = ?1, updated_at = ?2, wake_at = ?3, is_busy = ?4, locks = ?5, batches = ?6, epoch = ?7
            WHERE key = ?8 AND batches = ?6 - 1 AND epoch <= ?7 AND is_over = 0
            """);
        _end = new Statement(connection, """
            UPDATE runs SET status = ?1, updated_at = ?2, wake_at = ?3, is_busy = ?4, locks = ?5, batches = ?6, epoch = ?7, is_over = ?9
            WHERE key = ?8 AND batches = ?6 - 1 AND epoch <= ?7
            """);
        _batch = new Statement(connection, "INSERT INTO batches VALUES (?, ?, ?)");
        _document = new Statement(connection, "INSERT INTO plans VALUES ('document:' || ?, ?) ON CONFLICT DO NOTHING");
    }

    /// <summary>Writes a batch.</summary>
    public AppendOutcome Append(RunBatch batch)
    {
        RunEntry entry = batch.Entry;
        if ((entry.Batches == 1 ? Insert(batch) : Update(batch)) is not { } key)
        {
            _keys.Remove(entry.Id);
            return AppendOutcome.Fenced;
        }

        int length = Checksum.Length + batch.Records.Length;
        if (_data.Length < length)
        {
            _data = new byte[length * 2];
        }

        batch.Records.Span.CopyTo(_data.AsSpan(Checksum.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(_data, Checksum.Of(entry.Id, entry.Batches, batch.Records.Span));
        _batch.With(key).With(entry.Batches).With(_data.AsSpan(0, length)).Run();
        if (batch.Document is { } document && IsNew(entry.Fingerprint))
        {
            _document.With(entry.Fingerprint).With(document).Run();
        }

        Keep(entry, key);
        return AppendOutcome.Done;
    }

    /// <summary>Somebody else may have changed rows: what is known of them is looked up again.</summary>
    public void Forget()
    {
        _keys.Clear();
        _documents.Clear();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _find.Dispose();
        _update.Dispose();
        _end.Dispose();
        _batch.Dispose();
        _document.Dispose();
    }

    // What was written here, and not deleted since, is there.
    private bool IsNew(string fingerprint)
    {
        if (_documents.Count == MostDocuments)
        {
            _documents.Clear();
        }

        return _documents.Add(fingerprint);
    }

    private void Keep(RunEntry entry, long key)
    {
        if (entry.IsOver)
        {
            _keys.Remove(entry.Id);
            return;
        }

        if (_keys.Count == MostKeys)
        {
            _keys.Clear();
        }

        _keys[entry.Id] = key;
    }

    // The row's key; null if another has the run.
    private long? Insert(RunBatch batch) => Head(_insert, batch)
        .With(batch.Entry.IsOver ? 1 : 0)
        .With(batch.Entry.Id)
        .With(batch.Entry.Molecule)
        .With(batch.Entry.Version)
        .With(batch.Entry.Fingerprint)
        .With(batch.Entry.StartedAt)
        .With(batch.Entry.Parent)
        .Run() > 0 ? _insert.LastKey : null;

    private long? Update(RunBatch batch)
    {
        if (!_keys.TryGetValue(batch.Entry.Id, out long key))
        {
            if (_find.With(batch.Entry.Id).Find() is not { } found)
            {
                return null;
            }

            key = found;
        }

        bool isWritten = (!batch.Entry.IsOver && Head(_update, batch).With(key).Run() > 0) || Head(_end, batch).With(key).With(batch.Entry.IsOver ? 1 : 0).Run() > 0;
        return isWritten ? key : null;
    }

    private static Statement Head(Statement statement, RunBatch batch)
    {
        RunEntry entry = batch.Entry;
        return statement
            .With((int)entry.Status)
            .With(entry.UpdatedAt)
            .With(entry.WakeAt)
            .With(entry.IsBusy ? 1 : 0)
            .With(entry.Locks.Count == 0 ? "" : string.Join('\n', entry.Locks))
            .With(entry.Batches)
            .With(batch.Epoch);
    }
}
