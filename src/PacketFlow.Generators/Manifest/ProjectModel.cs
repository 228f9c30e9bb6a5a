namespace PacketFlow.Generators.Manifest;

/// <summary>What the generator needs to know of the project as a whole.</summary>
/// <param name="Assembly">Its assembly's name.</param>
/// <param name="HasAbstractions">Whether it references PacketFlow.Abstractions; generated code would not compile without.</param>
internal sealed record ProjectModel(string Assembly, bool HasAbstractions);
