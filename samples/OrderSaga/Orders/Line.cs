namespace Shop.Orders;

/// <summary>So many of an article.</summary>
public sealed record Line(string Article, int Count, decimal Price);
