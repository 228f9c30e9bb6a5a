namespace PacketFlow.Hosting;

/// <summary>Section <c>Health</c>: how a gateway checks its reactors.</summary>
internal sealed record HealthOptions
{
    /// <summary>Between two pings. Default 30 s, from 100 ms to 1 h.</summary>
    public TimeSpan CheckInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Until a ping is missed. Default 5 s, from 10 ms to 10 min.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many misses in a row are a failure. Default 3, from 1 to 100.</summary>
    public int FailureThreshold { get; init; } = 3;

    public static HealthOptions Read(OptionsReader reader)
    {
        var defaults = new HealthOptions();
        return new HealthOptions
        {
            CheckInterval = reader.Milliseconds("Health:check_interval_ms", defaults.CheckInterval, 100, 3_600_000),
            Timeout = reader.Milliseconds("Health:timeout_ms", defaults.Timeout, 10, 600_000),
            FailureThreshold = reader.Whole("Health:failure_threshold", defaults.FailureThreshold, 1, 100),
        };
    }
}
