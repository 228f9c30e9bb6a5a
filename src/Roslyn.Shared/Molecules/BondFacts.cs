namespace PacketFlow.Molecules;

/// <summary>What the rules of molecules tell their fixes: the keys of a diagnostic's properties.</summary>
internal static class BondFacts
{
    /// <summary>How many of the additional locations, from the first on, are the bonds of the cycle.</summary>
    public const string Bonds = "Bonds";

    /// <summary>Present where the attribute that the diagnostic stands on can go without a loss.</summary>
    public const string IsRemovable = "IsRemovable";

    /// <summary>The first step of the bond that would help.</summary>
    public const string From = "From";

    /// <summary>The second step of the bond that would help.</summary>
    public const string To = "To";

    /// <summary>The steps that would fill the parameter, one after the other.</summary>
    public const string Producers = "Producers";

    /// <summary>What stands between names in a list.</summary>
    public const char Separator = ',';

    /// <summary>The name that is no step, or the parameter that is not filled.</summary>
    public const string Name = "Name";

    /// <summary>What makes a step of the name: <see cref="AddElement"/> or <see cref="AddStep"/>.</summary>
    public const string Fix = "Fix";

    /// <summary>The method of that name is given an [Element].</summary>
    public const string AddElement = "AddElement";

    /// <summary>A method of that name is added.</summary>
    public const string AddStep = "AddStep";
}
