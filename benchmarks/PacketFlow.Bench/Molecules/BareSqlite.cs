using Microsoft.Data.Sqlite;

namespace PacketFlow.Bench;

/// <summary>Bare rows in a SQLite file: write-ahead log, full synchronisation, as the journal has it.</summary>
internal sealed class BareSqlite : BareJournal
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;

    public BareSqlite(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        _connection = new SqliteConnection($"Data Source={path};Pooling=False");
        _connection.Open();
        using SqliteCommand make = _connection.CreateCommand();
        make.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE rows (id INTEGER PRIMARY KEY, data BLOB NOT NULL)";
        make.ExecuteNonQuery();
        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO rows (data) VALUES ($data)";
        _insert.Parameters.AddWithValue("$data", Row);
    }

    protected override void Commit(int rows)
    {
        using SqliteTransaction transaction = _connection.BeginTransaction();
        _insert.Transaction = transaction;
        for (int row = 0; row < rows; row++)
        {
            _insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    protected override void Close()
    {
        _insert.Dispose();
        _connection.Dispose();
    }
}
