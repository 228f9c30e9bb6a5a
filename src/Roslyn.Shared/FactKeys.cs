namespace PacketFlow;

/// <summary>The names of facts, in a diagnostic's properties, that only one fix reads.</summary>
internal static class FactKeys
{
    /// <summary>The typed reference to an element: <c>Elements.Df.Transform</c>.</summary>
    public const string Element = "Element";

    /// <summary>The expression that makes the right payload of the one that is there, which stands for <c>{0}</c>.</summary>
    public const string Conversion = "Conversion";

    /// <summary>A group's code.</summary>
    public const string Group = "Group";

    /// <summary>The name of what is to be written: an element's on the wire, a method's in C#.</summary>
    public const string Name = "Name";

    /// <summary>A payload's type, as it may be written where the diagnostic stands.</summary>
    public const string Input = "Input";

    /// <summary>A result's type, as it may be written where the diagnostic stands.</summary>
    public const string Output = "Output";

    /// <summary>Present where a place can take two resources the other way round.</summary>
    public const string IsSwappable = "IsSwappable";
}
