using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Says, on a module, that its assembly has a molecule. Compilers of referencing projects read it; nothing does at run time.</summary>
/// <param name="molecule">The molecule's class.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ModuleMoleculeAttribute(Type molecule) : Attribute
{
    /// <summary>The molecule's class.</summary>
    public Type Molecule { get; } = molecule;
}
