using System.ComponentModel;

namespace PacketFlow;

/// <summary>Names the module that the generator made for an assembly; the generator of a referencing project finds it by this.</summary>
/// <param name="module">The module's class.</param>
[AttributeUsage(AttributeTargets.Assembly)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PacketFlowModuleAttribute(Type module) : Attribute
{
    /// <summary>The module's class.</summary>
    public Type Module { get; } = module;
}
