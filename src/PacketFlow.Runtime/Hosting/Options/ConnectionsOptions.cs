namespace PacketFlow.Hosting;

/// <summary>Section <c>Connections</c>: a gateway's connections to its reactors.</summary>
internal sealed record ConnectionsOptions
{
    /// <summary>The most to one reactor. Default 10, from 1 to 1,000.</summary>
    public int PoolSize { get; init; } = 10;

    /// <summary>After which an unused one is closed. Default 60 s, from 1 s to 24 h.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether connections are kept for further atoms. Default true.</summary>
    public bool KeepAlive { get; init; } = true;

    public static ConnectionsOptions Read(OptionsReader reader)
    {
        var defaults = new ConnectionsOptions();
        return new ConnectionsOptions
        {
            PoolSize = reader.Whole("Connections:pool_size", defaults.PoolSize, 1, 1000),
            IdleTimeout = reader.Milliseconds("Connections:idle_timeout_ms", defaults.IdleTimeout, 1000, 86_400_000),
            KeepAlive = reader.Switch("Connections:keep_alive", defaults.KeepAlive),
        };
    }
}
