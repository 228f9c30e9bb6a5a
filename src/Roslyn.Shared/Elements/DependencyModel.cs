namespace PacketFlow.Elements;

/// <summary>A parameter of a handler class's constructor.</summary>
/// <param name="TypeName">With <c>global::</c>, as code names it.</param>
/// <param name="Key">The C# expression of the key that its [FromKeyedServices] names, or null.</param>
/// <param name="Default">The C# expression of its default value, or null if it has none.</param>
internal sealed record DependencyModel(string TypeName, string? Key, string? Default);
