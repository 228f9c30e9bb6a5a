namespace Shop.Orders;

/// <summary>What a customer wants.</summary>
public sealed record Order(string Id, string Customer, IReadOnlyList<Line> Lines);
