namespace Tour.Payloads;

/// <summary>What a customer orders. On the wire its members are in snake_case, but for the one that says otherwise.</summary>
public sealed record Order(string Id, [property: Field("customer_name")] string Customer, IReadOnlyList<OrderLine> Lines)
{
    public DateTimeOffset PlacedAt { get; init; }

    public Priority Priority { get; init; } = Priority.Normal;

    public Dictionary<string, string> Notes { get; init; } = [];
}

public sealed record OrderLine(string Article, int Quantity, decimal Price);

public enum Priority
{
    Low,
    Normal,
    [Field("asap")]
    Urgent,
}
