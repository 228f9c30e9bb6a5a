using PacketFlow.Sqlite;

namespace PacketFlow;

/// <summary>Adds the SQLite journal.</summary>
public static class SqliteBuilderExtensions
{
    /// <summary>Lets the host keep molecule runs in a SQLite file. Adding it again changes nothing.</summary>
    /// <param name="builder">The host's PacketFlow.</param>
    public static IPacketFlowBuilder AddSqlite(this IPacketFlowBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new SqliteModule());
    }
}
