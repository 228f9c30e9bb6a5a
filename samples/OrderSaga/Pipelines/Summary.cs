namespace Shop.Pipelines;

/// <summary>What it comes to.</summary>
public sealed record Summary(int Count, double Mean);
