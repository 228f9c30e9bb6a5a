using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Says that the assembly has a generated formatter for a type, so that a referencing project needs none of its own.</summary>
/// <param name="type">The type.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PacketFlowFormatterAttribute(Type type) : Attribute
{
    /// <summary>The type.</summary>
    public Type Type { get; } = type;
}
