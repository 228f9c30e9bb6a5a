using Microsoft.Data.Sqlite;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.Sqlite;

/// <summary>Runs in a SQLite file: one host, one writer, write-ahead log with full synchronisation, one commit for all that waits.</summary>
internal sealed partial class SqliteJournal(string path) : RunJournal
{
    // Documents that no run goes by. The runs are read once for all of them, and not at all if there are none.
    private const string Unused =
        "fingerprint > 'document:' AND fingerprint < 'document;' AND fingerprint = coalesce($which, fingerprint) AND substr(fingerprint, 10) NOT IN (SELECT fingerprint FROM runs)";

    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    private readonly string _path = Path.GetFullPath(path);
    private string _file = "";
    private readonly SemaphoreSlim _reading = new(1, 1);
    private HostLock? _lock;
    private Writer? _writer;
    private SqliteConnection? _reader;

    /// <summary>Called with each connection that writes. Tests limit the file's size here.</summary>
    public Action<SqliteConnection>? WriterOpened { get; init; }

    static SqliteJournal() => SQLitePCL.Batteries_V2.Init();

    public override bool HoldsThreads => true;

    public override async ValueTask<long> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            _file = FinalPath.Of(_path);
            _lock = HostLock.Take(_path, _file);
            _writer = new Writer(OpenWriter, _path);
            _reader = OpenReader();
            long epoch = 0;
            await _writer.DoAsync((connection, transaction) =>
            {
                using SqliteCommand command = connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = "INSERT INTO hosts DEFAULT VALUES RETURNING epoch";
                epoch = command.ExecuteScalar() is long next ? next : throw new JournalException(
                    $"The journal {_path} is damaged: its hosts have no numbers. Restore the file from a copy, or give the journal another path.");
            }).ConfigureAwait(false);
            return epoch;
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            await DisposeAsync().ConfigureAwait(false);
            throw new JournalException($"The journal {_path} cannot be opened: {failure.Message.TrimEnd('.')}. {RemedyOf(failure)}", failure);
        }
        catch (JournalException)
        {
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override ValueTask<AppendOutcome> AppendAsync(RunBatch batch) => WriterOrThrow().AppendAsync(batch);

    public override async ValueTask<bool> ClaimAsync(string id, long epoch)
    {
        int changed = 0;
        await DoAsync("UPDATE runs SET epoch = $epoch WHERE id = $id AND epoch <= $epoch", rows => changed = rows, ("$id", id), ("$epoch", epoch)).ConfigureAwait(false);
        return changed > 0 || await FindAsync(id).ConfigureAwait(false) is null;
    }

    public override async ValueTask<int> DeleteAsync(IReadOnlyCollection<string> ids)
    {
        int gone = 0;
        foreach (string id in ids)
        {
            gone += await DeleteAsync("is_over = 1 AND (id = $id OR (id > $id || '/' AND id < $id || '0'))", ("$id", id)).ConfigureAwait(false);
        }

        return gone;
    }

    public override async ValueTask SavePlanAsync(string fingerprint, string words) => await DoAsync(
        "INSERT INTO plans VALUES ($fingerprint, $words) ON CONFLICT DO NOTHING", null, ("$fingerprint", fingerprint), ("$words", words)).ConfigureAwait(false);

    // A look first: the writer has nothing to read through when there is nothing to forget.
    public override async ValueTask ForgetDocumentsAsync(string? fingerprint)
    {
        (string, object)[] which = [("$which", fingerprint is null ? DBNull.Value : DocumentKey + fingerprint)];
        if ((await ReadAsync($"SELECT 1 FROM plans WHERE {Unused} LIMIT 1", static row => row.GetInt32(0), which).ConfigureAwait(false)).Count > 0)
        {
            await WriterOrThrow().DoAsync((connection, transaction) =>
            {
                Execute(connection, transaction, $"DELETE FROM plans WHERE 'document:' || fingerprint IN (SELECT fingerprint FROM plans WHERE {Unused})", which);
                Execute(connection, transaction, $"DELETE FROM plans WHERE {Unused}", which);
            }).ConfigureAwait(false);
        }
    }

    public override async ValueTask<int> DropAsync(PlanUse plan)
    {
        int gone = 0;
        foreach (RunEntry entry in await ListAsync(new RunQuery { IsOver = false, Molecule = plan.Molecule }).ConfigureAwait(false))
        {
            if (entry.Version == plan.Version && entry.Fingerprint == plan.Fingerprint)
            {
                gone += await DeleteAsync("id = $id OR (id > $id || '/' AND id < $id || '0')", ("$id", entry.Id)).ConfigureAwait(false);
            }
        }

        return gone;
    }

    public override async ValueTask DisposeAsync()
    {
        _writer?.Dispose();
        _writer = null;
        if (_reader is not null)
        {
            await _reader.DisposeAsync().ConfigureAwait(false);
            _reader = null;
        }

        _lock?.Dispose();
        _lock = null;
        _reading.Dispose();
    }

    private static string RemedyOf(Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: NotADatabase } => "Give the journal a path of its own.",
        SqliteException { SqliteErrorCode: Corrupt } => "The file is damaged: put a copy of it back, or give the journal another path.",
        _ => "Let this user make files in that folder, or give the journal another path.",
    };

    // The batches first: they find their run by its key.
    private async ValueTask<int> DeleteAsync(string where, params (string Name, object Value)[] parameters)
    {
        int gone = 0;
        await WriterOrThrow().DoAsync((connection, transaction) =>
        {
            Execute(connection, transaction, $"DELETE FROM batches WHERE run IN (SELECT key FROM runs WHERE {where})", parameters);
            gone = Execute(connection, transaction, $"DELETE FROM runs WHERE {where}", parameters);
        }).ConfigureAwait(false);
        return gone;
    }

    private ValueTask<AppendOutcome> DoAsync(string text, Action<int>? changed, params (string Name, object Value)[] parameters) =>
        WriterOrThrow().DoAsync((connection, transaction) =>
        {
            int rows = Execute(connection, transaction, text, parameters);
            changed?.Invoke(rows);
        });

    private static int Execute(SqliteConnection connection, SqliteTransaction transaction, string text, (string Name, object Value)[] parameters)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = text;
        foreach ((string name, object value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command.ExecuteNonQuery();
    }

    private Writer WriterOrThrow() => _writer ?? throw new JournalException($"The journal {_path} is not open.");

    private SqliteConnection OpenWriter()
    {
        // After an error there is a new connection, and a file that is not there then was deleted.
        SqliteConnection connection = Open(_writer is null ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite);
        try
        {
            // The log is a change of the file that stays, and the file may be somebody else's.
            bool isNew = Schema.IsNew(connection, _path);
            Schema.Execute(connection, "PRAGMA journal_mode = WAL");
            Schema.Execute(connection, "PRAGMA synchronous = FULL");
            if (isNew)
            {
                Schema.Make(connection);
            }

            WriterOpened?.Invoke(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // It never writes and never checkpoints: a log with two writers is what SQLite had a bug in.
    private SqliteConnection OpenReader()
    {
        SqliteConnection connection = Open(SqliteOpenMode.ReadWrite);
        Schema.Execute(connection, "PRAGMA query_only = 1");
        Schema.Execute(connection, "PRAGMA wal_autocheckpoint = 0");
        return connection;
    }

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _file, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
