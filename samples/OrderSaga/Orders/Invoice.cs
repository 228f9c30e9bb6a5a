namespace Shop.Orders;

/// <summary>What was paid for, and how it comes.</summary>
public sealed record Invoice(string Order, decimal Total, string Parcel);
