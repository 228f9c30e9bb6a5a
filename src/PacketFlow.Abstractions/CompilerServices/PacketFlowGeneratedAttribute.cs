using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Marks an assembly that the generator ran for, and with which version.</summary>
/// <param name="version">The generator's version.</param>
[AttributeUsage(AttributeTargets.Assembly)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PacketFlowGeneratedAttribute(string version) : Attribute
{
    /// <summary>The generator's version.</summary>
    public string Version { get; } = version;
}
