using System.Runtime.CompilerServices;
using Npgsql;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.PostgreSql;

/// <summary>The settings of a server on which the promise rests that what is acknowledged is at the disk.</summary>
internal static class Settings
{
    /// <returns>What is weaker than it could be, in words.</returns>
    /// <exception cref="JournalException">The server cannot keep the promise at all.</exception>
    public static async Task<IReadOnlyList<string>> CheckAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand(
            "SELECT current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit'), pg_is_in_recovery()", connection);
        NpgsqlDataReader row = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable end = row.ConfigureAwait(false);
        await row.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (row.GetString(0) == "off")
        {
            throw new JournalException($"{name}: the server runs with fsync=off and may lose or damage everything when it crashes. Set fsync = on in its postgresql.conf.");
        }

        if (row.GetBoolean(3))
        {
            throw new JournalException($"{name}: the server is a standby, which takes no writes. Name the primary, or several hosts with Target Session Attributes=read-write.");
        }

        List<string> warnings = [];
        if (row.GetString(1) == "off")
        {
            warnings.Add($"{name}: the server runs with full_page_writes=off. A crash may damage the journal unless its file system writes pages whole.");
        }

        if (row.GetString(2) == "off")
        {
            warnings.Add($"{name}: the server runs with synchronous_commit=off. When it crashes, what was acknowledged in its last moments is lost. Set synchronous_commit = on.");
        }

        return warnings;
    }
}
