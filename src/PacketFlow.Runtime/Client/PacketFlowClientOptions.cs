namespace PacketFlow;

/// <summary>How a client keeps its connection and what it sends over it.</summary>
public sealed record PacketFlowClientOptions
{
    private const int MostInFlight = 16_384;

    /// <summary>How long to wait before a lost connection is made again. Each further try waits 1.6 times as long, give or take a tenth. Default: 1 s.</summary>
    public TimeSpan ReconnectDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between two tries. Default: 30 s.</summary>
    public TimeSpan MaxReconnectDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many atoms may be on their way at once, up to 16,384; further ones wait for room. A reactor refuses what is beyond its own
    /// limit, so set both. Default: 1,024.
    /// </summary>
    public int MaxInFlight { get; init; } = 1024;

    /// <summary>The longest message in either direction, in bytes. Default: 1 MiB.</summary>
    public int MaxFrameBytes { get; init; } = 1024 * 1024;

    /// <summary>The timeout of atoms whose <see cref="SubmitOptions"/> give none. Default: the element's.</summary>
    public TimeSpan? DefaultTimeout { get; init; }

    /// <summary>The clock for timeouts and waits. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ReconnectDelay, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxReconnectDelay, ReconnectDelay);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxInFlight, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxInFlight, MostInFlight);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxFrameBytes, 1024);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxFrameBytes, int.MaxValue / 4);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        if (DefaultTimeout is { } timeout)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero, nameof(DefaultTimeout));
        }
    }
}
