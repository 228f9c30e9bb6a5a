using PacketFlow.Text;

namespace PacketFlow.Elements;

/// <summary>What an [Element] attribute says; null where it says nothing.</summary>
internal sealed record ElementOptions(
    string Group,
    string Name,
    double? TimeoutSeconds,
    double? MaxTimeoutSeconds,
    bool Idempotent,
    int? Priority,
    EquatableArray<string> Aliases,
    bool Custom,
    string? Resource,
    int? Retries,
    bool AtMostOnce);
