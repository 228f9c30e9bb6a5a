namespace PacketFlow.Hosting;

/// <summary>Section <c>Errors</c>: how often and when what failed is tried again.</summary>
internal sealed record ErrorsOptions
{
    /// <summary>Tries after the first. Default 3, from 0 to 100.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>Before the first retry. Default 1 s, from 1 ms to 30 s.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>By how much each delay is longer than the one before; none is above 30 s. Default 2, from 1 to 10.</summary>
    public double RetryMultiplier { get; init; } = 2.0;

    public static ErrorsOptions Read(OptionsReader reader)
    {
        var defaults = new ErrorsOptions();
        return new ErrorsOptions
        {
            MaxRetries = reader.Whole("Errors:max_retries", defaults.MaxRetries, 0, 100),
            RetryDelay = reader.Milliseconds("Errors:retry_delay_ms", defaults.RetryDelay, 1, 30_000),
            RetryMultiplier = reader.Number("Errors:retry_multiplier", defaults.RetryMultiplier, 1, 10),
        };
    }
}
