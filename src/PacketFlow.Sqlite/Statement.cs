using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PacketFlow.Sqlite;

/// <summary>
/// A statement that is prepared once and bound by place: what a writer does a hundred thousand times a second, a command that looks its
/// parameters up by name is too slow for.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;
    private int _bound;

    /// <summary>The key of the row that was last inserted.</summary>
    public long LastKey => raw.sqlite3_last_insert_rowid(_connection);

    public Statement(SqliteConnection connection, string text)
    {
        _connection = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_connection, text, out _statement));
    }

    /// <summary>Binds the next parameter.</summary>
    public Statement With(long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, ++_bound, value));
        return this;
    }

    /// <inheritdoc cref="With(long)"/>
    public Statement With(string? value)
    {
        Check(value switch
        {
            null => raw.sqlite3_bind_null(_statement, ++_bound),
            "" => raw.sqlite3_bind_text(_statement, ++_bound, ""u8),
            _ => raw.sqlite3_bind_text(_statement, ++_bound, value),
        });
        return this;
    }

    /// <inheritdoc cref="With(long)"/>
    public Statement With(ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(_statement, ++_bound, value));
        return this;
    }

    /// <summary>Runs it with what was bound.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run()
    {
        _bound = 0;
        int result = raw.sqlite3_step(_statement);
        int changes = raw.sqlite3_changes(_connection);
        raw.sqlite3_reset(_statement);
        Check(result == raw.SQLITE_DONE ? raw.SQLITE_OK : result);
        return changes;
    }

    /// <summary>Runs it with what was bound.</summary>
    /// <returns>The first column of its first row; null if there is none.</returns>
    public long? Find()
    {
        _bound = 0;
        int result = raw.sqlite3_step(_statement);
        long? found = result == raw.SQLITE_ROW ? raw.sqlite3_column_int64(_statement, 0) : null;
        raw.sqlite3_reset(_statement);
        Check(result is raw.SQLITE_DONE or raw.SQLITE_ROW ? raw.SQLITE_OK : result);
        return found;
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _connection);
}
