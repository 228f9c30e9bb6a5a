namespace PacketFlow.Hosting;

/// <summary>A part of PacketFlow that is not in this version, and the keys that would need it.</summary>
/// <param name="Path">The key, or the section with all its keys.</param>
/// <param name="Part">What is missing, as a user is told.</param>
/// <param name="Value">The one value that needs the part; null when every value but the default does.</param>
internal sealed record AbsentPart(string Path, string Part, string? Value = null);
