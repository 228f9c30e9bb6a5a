namespace PacketFlow;

/// <summary>
/// Declares the cases of an abstract class or interface, so that it can be a payload. Without arguments the cases are the nested types
/// that derive from it. On the wire a case is its own map with <c>$case</c> as the first key.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public sealed class UnionAttribute : Attribute
{
    /// <summary>The cases are the nested types that derive from it, each under its name in snake_case.</summary>
    public UnionAttribute()
    {
    }

    /// <summary>Adds one case.</summary>
    /// <param name="caseType">A concrete type that derives from this one.</param>
    /// <param name="name">The case on the wire. Default: the type's name in snake_case.</param>
    public UnionAttribute(Type caseType, string? name = null)
    {
        CaseType = caseType;
        Name = name;
    }

    /// <summary>The type of the case, or null for the nested types.</summary>
    public Type? CaseType { get; }

    /// <summary>The case on the wire, or null for the type's name in snake_case.</summary>
    public string? Name { get; }
}
