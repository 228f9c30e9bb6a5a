using Microsoft.CodeAnalysis;

namespace PacketFlow.Molecules;

/// <summary>A rule that is judged from one molecule.</summary>
internal abstract class MoleculeRule
{
    /// <summary>Its id and words.</summary>
    public abstract DiagnosticDescriptor Descriptor { get; }

    /// <summary>Reports where the molecule breaks the rule.</summary>
    public abstract void Judge(MoleculeSite molecule);
}
