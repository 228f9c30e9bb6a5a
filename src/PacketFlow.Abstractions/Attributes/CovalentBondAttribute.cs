namespace PacketFlow;

/// <summary>Two steps share a resource: never at once, on the same reactor, done together or not at all.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class CovalentBondAttribute : Attribute
{
    /// <summary>Bonds two steps over a resource.</summary>
    /// <param name="a">One step.</param>
    /// <param name="b">The other step.</param>
    public CovalentBondAttribute(string a, string b)
    {
        A = a;
        B = b;
    }

    /// <summary>One step.</summary>
    public string A { get; }

    /// <summary>The other step.</summary>
    public string B { get; }

    /// <summary>The name of the shared resource.</summary>
    public string? Resource { get; set; }

    /// <summary>Whether both may write it, one after the other.</summary>
    public bool Exclusive { get; set; }

    /// <summary>A static method that joins what both wrote.</summary>
    public string? Merge { get; set; }
}
