using System.Net.Security;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PacketFlow.Observability;

namespace PacketFlow.Client;

/// <summary>What a client's connections share.</summary>
internal sealed class WireSettings(string address, PacketFlowClientOptions options)
{
    /// <summary>Where the peer is, as the user wrote it.</summary>
    public string Address { get; } = address;

    public string? Key { get; } = options.Key;

    public RemoteCertificateValidationCallback? ServerCertificateValidation { get; } = options.ServerCertificateValidation;

    public TimeProvider Time { get; } = options.TimeProvider;

    public int MaxInFlight { get; } = options.MaxInFlight;

    public int MaxFrameBytes { get; } = options.MaxFrameBytes;

    public TimeSpan KeepAliveInterval { get; } = options.KeepAliveInterval;

    public ILogger Log { get; } = new SafeLogger((options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("PacketFlow.Client"));

    public AtomIds Ids { get; } = new();
}
