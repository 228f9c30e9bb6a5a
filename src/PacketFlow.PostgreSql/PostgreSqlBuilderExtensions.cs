using PacketFlow.PostgreSql;

namespace PacketFlow;

/// <summary>Adds the PostgreSQL journal.</summary>
public static class PostgreSqlBuilderExtensions
{
    /// <summary>Lets the host keep molecule runs in PostgreSQL, alone or together with other hosts. Adding it again changes nothing.</summary>
    /// <param name="builder">The host's PacketFlow.</param>
    public static IPacketFlowBuilder AddPostgreSql(this IPacketFlowBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new PostgreSqlModule());
    }
}
