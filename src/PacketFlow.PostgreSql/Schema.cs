using System.Globalization;
using System.Runtime.CompilerServices;
using Npgsql;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.PostgreSql;

/// <summary>The tables of a journal, in a schema of their own, and how they came to be.</summary>
internal static class Schema
{
    // Each once, in order, under a lock: hosts that start together make them once. What was published is never changed, only added to.
    // The columns that change most are in no index, so that PostgreSQL can change a row in its place.
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE packetflow.format (version integer NOT NULL);
        INSERT INTO packetflow.format VALUES (0);
        CREATE SEQUENCE packetflow.epochs;
        CREATE TABLE packetflow.hosts (epoch bigint PRIMARY KEY, name text NOT NULL, until timestamptz NOT NULL);
        CREATE TABLE packetflow.runs (
            key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text COLLATE "C" NOT NULL UNIQUE,
            molecule text NOT NULL, version integer NOT NULL, fingerprint text NOT NULL,
            status integer NOT NULL, started_at bigint NOT NULL, updated_at bigint NOT NULL, wake_at bigint NOT NULL, over_at bigint,
            is_busy boolean NOT NULL, parent text, locks text NOT NULL, batches integer NOT NULL, epoch bigint NOT NULL) WITH (fillfactor = 80);
        CREATE INDEX runs_unfinished ON packetflow.runs (id) WHERE over_at IS NULL;
        CREATE INDEX runs_owned ON packetflow.runs (epoch, fingerprint) WHERE over_at IS NULL;
        CREATE INDEX runs_over ON packetflow.runs (over_at) WHERE over_at IS NOT NULL;
        CREATE TABLE packetflow.batches (run bigint NOT NULL, number integer NOT NULL, data bytea NOT NULL, PRIMARY KEY (run, number));
        CREATE TABLE packetflow.plans (fingerprint text PRIMARY KEY, words text NOT NULL);
        CREATE TABLE packetflow.locks (resource text COLLATE "C" PRIMARY KEY, root text COLLATE "C" NOT NULL, epoch bigint NOT NULL);
        CREATE TABLE packetflow.messages (
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, run text COLLATE "C" NOT NULL, step integer, data bytea NOT NULL);
        """,

        // A run is found by its id in any state; this only made it dearer to begin one.
        "DROP INDEX packetflow.runs_unfinished",

        // What came too late says so to whoever sent it. A refusal that nobody reads goes with its run.
        "ALTER TABLE packetflow.messages ADD COLUMN refusal text",

        // A batch says when it was: most leave their run's row as it was, and its updated_at and batches are as of its last change.
        "ALTER TABLE packetflow.batches ADD COLUMN at bigint",
    ];

    // Any number that nobody else locks.
    private const long MigrationLock = 0x5061636b6574466c;

    /// <summary>Makes the tables, or brings them to this version.</summary>
    /// <exception cref="JournalException">A newer PacketFlow made them, or they are something else.</exception>
    public static async Task EnsureAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable end = transaction.ConfigureAwait(false);
        await DoAsync(connection, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({MigrationLock})"), cancellationToken).ConfigureAwait(false);
        int version = await VersionAsync(connection, name, cancellationToken).ConfigureAwait(false);
        if (version > Migrations.Length)
        {
            throw new JournalException(
                $"{name}: the journal was written by a newer PacketFlow (format {version}, this one knows {Migrations.Length}). Update this host, or give it another database.");
        }

        for (; version < Migrations.Length; version++)
        {
            await DoAsync(connection, Migrations[version], cancellationToken).ConfigureAwait(false);
            await DoAsync(connection, string.Create(CultureInfo.InvariantCulture, $"UPDATE packetflow.format SET version = {version + 1}"), cancellationToken).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<int> VersionAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        if (await ScalarAsync(connection, "SELECT to_regclass('packetflow.format') IS NOT NULL", cancellationToken).ConfigureAwait(false) is true)
        {
            return (int)(await ScalarAsync(connection, "SELECT version FROM packetflow.format", cancellationToken).ConfigureAwait(false))!;
        }

        if (await ScalarAsync(connection, "SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace('packetflow')", cancellationToken).ConfigureAwait(false) is > 0L)
        {
            throw new JournalException($"{name}: its schema packetflow is no journal of PacketFlow. Give the journal a database of its own.");
        }

        // An administrator may have made it for a user who must not.
        if (await ScalarAsync(connection, "SELECT to_regnamespace('packetflow') IS NULL", cancellationToken).ConfigureAwait(false) is true)
        {
            await DoAsync(connection, "CREATE SCHEMA packetflow", cancellationToken).ConfigureAwait(false);
        }

        return 0;
    }

    private static async Task DoAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand(text, connection);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
    }
}
