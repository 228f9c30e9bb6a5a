namespace Shop.Pipelines;

/// <summary>What was measured.</summary>
public sealed record Measurements(IReadOnlyList<double> Values);
