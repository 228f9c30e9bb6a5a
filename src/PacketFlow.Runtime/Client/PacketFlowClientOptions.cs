using System.Globalization;
using System.Net.Security;
using Microsoft.Extensions.Logging;

namespace PacketFlow;

/// <summary>How a client keeps its connection and what it sends over it.</summary>
public sealed record PacketFlowClientOptions
{
    internal const int MostInFlight = 16_384;
    private const int MostWaitingBytes = 1024 * 1024 * 1024;

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

    /// <summary>
    /// How many bytes of payloads may wait in this client for a connection or for room on it, up to 1 GiB. What is beyond fails at once
    /// with PF429. Default: 64 MiB.
    /// </summary>
    public int MaxWaitingBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// How long a peer may be silent before it is pinged. One that leaves three pings in a row unanswered is given up, and the connection
    /// is made again. <see cref="Timeout.InfiniteTimeSpan"/> never pings. Default: 30 s.
    /// </summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The key that a peer with authentication wants: over TCP it goes in the first message, over WebSocket as a bearer token. Only
    /// <c>wss://</c> hides it from who listens on the way. A reactor of this version accepts every key and checks none. Default: none.
    /// </summary>
    public string? Key { get; init; }

    /// <summary>Judges the certificate of a <c>wss://</c> peer in the system's place. Default: the system judges.</summary>
    public RemoteCertificateValidationCallback? ServerCertificateValidation { get; init; }

    /// <summary>Where the client tells of connections that are lost and made again. Default: nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>The timeout of atoms whose <see cref="SubmitOptions"/> give none. Default: the element's.</summary>
    public TimeSpan? DefaultTimeout { get; init; }

    /// <summary>The clock for timeouts and waits. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>What the waits between tries are spread with.</summary>
    internal Random Random { get; init; } = Random.Shared;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ReconnectDelay, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxReconnectDelay, ReconnectDelay);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxInFlight, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxInFlight, MostInFlight);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxFrameBytes, 1024);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxFrameBytes, int.MaxValue / 4);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxWaitingBytes, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxWaitingBytes, MostWaitingBytes);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        if (KeepAliveInterval != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(KeepAliveInterval, TimeSpan.FromMilliseconds(100));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(KeepAliveInterval, TimeSpan.FromDays(1));
        }

        if (Key is not null && (Key.Length == 0 || Key.AsSpan().ContainsAnyExceptInRange('!', '~')))
        {
            throw new ArgumentException("A key has one or more printable ASCII characters and no spaces.", nameof(Key));
        }

        if (DefaultTimeout is { } timeout)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero, nameof(DefaultTimeout));
        }
    }

    /// <summary>What it is set to. A key must not get into a log together with the rest: it is left out.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"ReconnectDelay = {ReconnectDelay}, MaxReconnectDelay = {MaxReconnectDelay}, MaxInFlight = {MaxInFlight}, MaxFrameBytes = {MaxFrameBytes}, MaxWaitingBytes = {MaxWaitingBytes}, KeepAliveInterval = {KeepAliveInterval}, DefaultTimeout = {DefaultTimeout}");
}
