namespace PacketFlow;

/// <summary>Gives a member, constructor parameter or enum value another name on the wire.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter, Inherited = false)]
public sealed class FieldAttribute : Attribute
{
    /// <summary>Names the field.</summary>
    /// <param name="name">The name on the wire. Default without the attribute: the member's name in snake_case.</param>
    public FieldAttribute(string name)
    {
        Name = name;
    }

    /// <summary>The name on the wire. Default without the attribute: the member's name in snake_case.</summary>
    public string Name { get; }
}
