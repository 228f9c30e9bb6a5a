using System.Text.Json;

namespace PacketFlow.Protocol;

/// <summary>The keys of a packet that mean something.</summary>
internal enum JsonPacketKey
{
    Unknown,
    Version,
    Id,
    Group,
    Element,
    Data,
    Priority,
    Timeout,
    Dependencies,
    Metadata,
    CorrelationId,
    IdempotencyKey,
    RoutingKey,
    TraceParent,
}

/// <summary>Which key a reader stands at.</summary>
internal static class JsonPacketKeys
{
    /// <summary>The key of the packet itself.</summary>
    /// <exception cref="InvalidOperationException">The key is no text.</exception>
    public static JsonPacketKey OfPacket(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("version"u8) ? JsonPacketKey.Version
        : reader.ValueTextEquals("id"u8) ? JsonPacketKey.Id
        : reader.ValueTextEquals("group"u8) ? JsonPacketKey.Group
        : reader.ValueTextEquals("element"u8) ? JsonPacketKey.Element
        : reader.ValueTextEquals("data"u8) ? JsonPacketKey.Data
        : reader.ValueTextEquals("priority"u8) ? JsonPacketKey.Priority
        : reader.ValueTextEquals("timeout_ms"u8) ? JsonPacketKey.Timeout
        : reader.ValueTextEquals("dependencies"u8) ? JsonPacketKey.Dependencies
        : reader.ValueTextEquals("metadata"u8) ? JsonPacketKey.Metadata
        : JsonPacketKey.Unknown;

    /// <summary>The key of the packet's metadata.</summary>
    /// <exception cref="InvalidOperationException">The key is no text.</exception>
    public static JsonPacketKey OfMetadata(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("correlation_id"u8) ? JsonPacketKey.CorrelationId
        : reader.ValueTextEquals("idempotency_key"u8) ? JsonPacketKey.IdempotencyKey
        : reader.ValueTextEquals("routing_key"u8) ? JsonPacketKey.RoutingKey
        : reader.ValueTextEquals("traceparent"u8) ? JsonPacketKey.TraceParent
        : JsonPacketKey.Unknown;

    /// <summary>The key as it stands in a problem.</summary>
    public static string NameOf(JsonPacketKey key) => key switch
    {
        JsonPacketKey.Version => "version",
        JsonPacketKey.Id => "id",
        JsonPacketKey.Group => "group",
        JsonPacketKey.Element => "element",
        JsonPacketKey.Data => "data",
        JsonPacketKey.Priority => "priority",
        JsonPacketKey.Timeout => "timeout_ms",
        JsonPacketKey.Dependencies => "dependencies",
        JsonPacketKey.Metadata => "metadata",
        JsonPacketKey.CorrelationId => "metadata.correlation_id",
        JsonPacketKey.IdempotencyKey => "metadata.idempotency_key",
        JsonPacketKey.RoutingKey => "metadata.routing_key",
        _ => "metadata.traceparent",
    };
}
