namespace PacketFlow;

/// <summary>What a caller may say about one atom. What is not set takes the element's or the protocol's default.</summary>
public sealed record SubmitOptions
{
    /// <summary>The atom's id. Default: a new one.</summary>
    public string? Id { get; init; }

    /// <summary>1 to 10, 10 is most urgent. Default: the element's.</summary>
    public int? Priority { get; init; }

    /// <summary>How long it may take from its arrival, waiting included. Default: the element's; clamped to the element's maximum.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Until when it must have started. Default: 30 s, or the timeout if that is longer.</summary>
    public TimeSpan? Ttl { get; init; }

    /// <summary>What ties atoms together; control-flow atoms with one correlation id run in order.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The same for every try of the same work.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Atoms with one routing key go to one of the peers that have registered their elements. Default: the idempotency key chooses, or else the id.</summary>
    public string? RoutingKey { get; init; }

    /// <summary>Which try of a molecule's step it is, from 1; 0 for an atom of its own.</summary>
    internal int Attempt { get; init; }
}
