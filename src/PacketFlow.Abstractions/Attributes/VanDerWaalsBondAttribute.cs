namespace PacketFlow;

/// <summary>Two steps run on the same reactor where that costs nothing.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class VanDerWaalsBondAttribute : Attribute
{
    /// <summary>Bonds two steps loosely.</summary>
    /// <param name="a">One step.</param>
    /// <param name="b">The other step.</param>
    public VanDerWaalsBondAttribute(string a, string b)
    {
        A = a;
        B = b;
    }

    /// <summary>One step.</summary>
    public string A { get; }

    /// <summary>The other step.</summary>
    public string B { get; }
}
