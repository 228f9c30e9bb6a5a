namespace PacketFlow;

/// <summary>Two steps run in parallel in one group: they start together, see each other's progress and fail alone.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MetallicBondAttribute : Attribute
{
    /// <summary>Bonds two steps in a group.</summary>
    /// <param name="a">One step.</param>
    /// <param name="b">The other step.</param>
    public MetallicBondAttribute(string a, string b)
    {
        A = a;
        B = b;
    }

    /// <summary>One step.</summary>
    public string A { get; }

    /// <summary>The other step.</summary>
    public string B { get; }
}
