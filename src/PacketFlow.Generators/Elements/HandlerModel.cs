using PacketFlow.Elements;

namespace PacketFlow.Generators.Elements;

/// <summary>A handler that gets a class.</summary>
/// <param name="ClassName">The class, within its handler type's.</param>
/// <param name="Element">The method.</param>
internal sealed record HandlerModel(string ClassName, ElementModel Element);
