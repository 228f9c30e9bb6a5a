namespace PacketFlow.Molecules;

/// <summary>One try of a step, as it is sent.</summary>
/// <param name="Group">The element's group.</param>
/// <param name="Element">The element's name.</param>
/// <param name="Payload">The encoded payload.</param>
/// <param name="Key">The idempotency key: the same for every try.</param>
/// <param name="Attempt">Which try it is, from 1: a gateway does not retry what has one.</param>
internal sealed record StepRequest(AtomGroup Group, string Element, ReadOnlyMemory<byte> Payload, string Key, int Attempt)
{
    public TimeSpan? Timeout { get; init; }

    /// <summary>Steps with one key belong on one reactor.</summary>
    public string? RoutingKey { get; init; }

    public required string RunId { get; init; }

    public required string Step { get; init; }

    /// <summary>Whether it may change the system itself.</summary>
    public bool HasControl { get; init; }
}
