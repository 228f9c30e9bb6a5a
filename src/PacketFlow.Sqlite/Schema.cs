using System.Globalization;
using Microsoft.Data.Sqlite;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.Sqlite;

/// <summary>The tables of a journal.</summary>
internal static class Schema
{
    public const int Version = 1;

    private const string Tables = """
        CREATE TABLE runs (
            key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, molecule TEXT NOT NULL, version INTEGER NOT NULL, fingerprint TEXT NOT NULL,
            status INTEGER NOT NULL, started_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, wake_at INTEGER NOT NULL,
            is_over INTEGER NOT NULL, is_busy INTEGER NOT NULL, parent TEXT, locks TEXT NOT NULL, batches INTEGER NOT NULL, epoch INTEGER NOT NULL);
        CREATE INDEX runs_unfinished ON runs (id) WHERE is_over = 0;
        CREATE INDEX runs_over ON runs (updated_at) WHERE is_over = 1;
        CREATE TABLE batches (run INTEGER NOT NULL, number INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (run, number)) WITHOUT ROWID;
        CREATE TABLE plans (fingerprint TEXT PRIMARY KEY, words TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE hosts (epoch INTEGER PRIMARY KEY);
        """;

    // The number of a format says nothing by itself: others number theirs too.
    private const string AreOurs = "SELECT count(*) = 4 FROM sqlite_master WHERE type = 'table' AND name IN ('runs', 'batches', 'plans', 'hosts')";

    /// <summary>Looks whose the file is, and changes nothing.</summary>
    /// <returns>Whether it is empty, and a journal can be made in it.</returns>
    /// <exception cref="JournalException">A newer PacketFlow made it, or it is something else.</exception>
    public static bool IsNew(SqliteConnection connection, string path)
    {
        long version = (long)Scalar(connection, "PRAGMA user_version")!;
        if (version == 0 && (long)Scalar(connection, "SELECT count(*) FROM sqlite_master")! == 0)
        {
            return true;
        }

        if (version == 0 || (long)Scalar(connection, AreOurs)! == 0)
        {
            throw new JournalException($"{path} is a SQLite database, but no journal of PacketFlow. Give the journal a path of its own.");
        }

        return version <= Version ? false : throw new JournalException(
            $"The journal {path} was written by a newer PacketFlow (format {version}, this one knows {Version}). Update this host, or give it another path.");
    }

    /// <summary>Makes the tables of a new journal.</summary>
    public static void Make(SqliteConnection connection)
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        Execute(connection, Tables);
        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Version}"));
        transaction.Commit();
    }

    public static void Execute(SqliteConnection connection, string text)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    public static object? Scalar(SqliteConnection connection, string text)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar();
    }
}
