namespace PacketFlow;

/// <summary>Runs another molecule as this bodyless step.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class NestedAttribute : Attribute
{
    /// <summary>Names the molecule.</summary>
    /// <param name="molecule">The molecule's class.</param>
    public NestedAttribute(Type molecule)
    {
        Molecule = molecule;
    }

    /// <summary>The molecule's class.</summary>
    public Type Molecule { get; }
}
