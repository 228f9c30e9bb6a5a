namespace PacketFlow.Molecules;

/// <summary>What is wrong with a molecule as a whole.</summary>
[Flags]
internal enum MoleculeProblems
{
    None = 0,
    NotPartial = 1 << 0,
    AbstractOrGeneric = 1 << 1,
    Inaccessible = 1 << 2,
    Empty = 1 << 3,

    /// <summary>The ionic bonds have a cycle among the molecule's own steps.</summary>
    Cyclic = 1 << 4,

    /// <summary>The first steps need different types.</summary>
    AmbiguousInput = 1 << 5,

    NameNotWireSafe = 1 << 6,

    /// <summary>A member of the user's has the name of one that is generated, which got an underscore.</summary>
    NameCollision = 1 << 7,

    /// <summary>Its class cannot be made: no public constructor, or none chosen of several.</summary>
    NoConstructor = 1 << 9,

    /// <summary>Its attribute has no name.</summary>
    Malformed = 1 << 8,
}
