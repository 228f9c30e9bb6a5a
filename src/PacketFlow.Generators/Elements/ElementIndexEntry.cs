namespace PacketFlow.Generators.Elements;

/// <summary>An element that this project can refer to.</summary>
/// <param name="Group">The group's code.</param>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Type">The type of the reference.</param>
/// <param name="Value">The C# expression of the reference.</param>
/// <param name="IsFixed">Whether the expression names a reference that exists; else it makes one, once.</param>
/// <param name="Origin">Where it is handled, for the documentation.</param>
internal sealed record ElementIndexEntry(string Group, string Name, string Type, string Value, bool IsFixed, string Origin);
