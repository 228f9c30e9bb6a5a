namespace PacketFlow;

/// <summary>Makes a method the handler of an element, or, inside a molecule, one of its steps.</summary>
/// <remarks>
/// The class of an instance method is made by its only public constructor, or the one marked [ActivatorUtilitiesConstructor], from the
/// host's services, [FromKeyedServices] included: once, unless the class itself is registered; then its lifetime counts. A method
/// belongs to the class that declares it: a class that inherits a handler adds none. A payload parameter with a default value takes it
/// where the sender has no payload. A static partial method without a body refers to an element that lives elsewhere.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ElementAttribute : Attribute
{
    /// <summary>Names the element that the method handles.</summary>
    /// <param name="group">The group's two-letter code: <c>cf</c>, <c>df</c>, <c>ed</c>, <c>co</c>, <c>mc</c> or <c>rm</c>.</param>
    /// <param name="element">The element's name in snake_case, as it stands on the wire.</param>
    public ElementAttribute(string group, string element)
    {
        Group = group;
        Element = element;
    }

    /// <summary>The group's two-letter code: <c>cf</c>, <c>df</c>, <c>ed</c>, <c>co</c>, <c>mc</c> or <c>rm</c>.</summary>
    public string Group { get; }

    /// <summary>The element's name in snake_case, as it stands on the wire.</summary>
    public string Element { get; }

    /// <summary>How long a run may take unless the atom says otherwise. Default: the element's or its group's.</summary>
    public double TimeoutSeconds { get; set; }

    /// <summary>What a longer wish of an atom is clamped to. Default: the element's, else four times the group's default.</summary>
    public double MaxTimeoutSeconds { get; set; }

    /// <summary>Whether running it twice does what running it once does; only then is it retried. Default: false.</summary>
    public bool Idempotent { get; set; }

    /// <summary>1 to 10, 10 is most urgent. Default: 5.</summary>
    public int Priority { get; set; } = 5;

    /// <summary>Other names, in the same group, under which atoms reach this handler.</summary>
    public string[]? Aliases { get; set; }

    /// <summary>Says that a name close to a known element's is meant as it is.</summary>
    public bool Custom { get; set; }

    /// <summary>The resource whose lock the handler runs under, or the payload member that names it (rm elements).</summary>
    public string? Resource { get; set; }

    /// <summary>How often a molecule tries a failed step again. Default: -1, the policy's three for idempotent elements.</summary>
    public int Retries { get; set; } = -1;

    /// <summary>As a molecule's step: after a crash in the middle it is not run again but reported as in doubt.</summary>
    public bool AtMostOnce { get; set; }
}
