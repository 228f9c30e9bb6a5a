namespace Generated.LibraryA;

/// <summary>What is ordered.</summary>
public sealed record Order(int Id, IReadOnlyList<string> Items);
