namespace PacketFlow;

/// <summary>Makes a partial class a molecule: its methods with [Element] are the steps, its bonds say how they relate.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MoleculeAttribute : Attribute
{
    /// <summary>Names the molecule.</summary>
    /// <param name="name">The molecule's name in kebab-case or snake_case, as it stands on the wire and in the journal.</param>
    public MoleculeAttribute(string name)
    {
        Name = name;
    }

    /// <summary>The molecule's name in kebab-case or snake_case, as it stands on the wire and in the journal.</summary>
    public string Name { get; }

    /// <summary>Which version of the plan this is. Default: 1.</summary>
    public int Version { get; set; } = 1;

    /// <summary>How long a whole run may take. Default: no limit.</summary>
    public double TimeoutSeconds { get; set; }
}
