using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>
/// Says, on an interface within a module, that the assembly has an element, and what its [Element] says. The interface derives
/// <see cref="IElement{TIn, TOut}"/> and so tells the element's types, with the nullable annotations and tuple names that a
/// <c>typeof</c> would lose. Compilers of referencing projects read it; nothing does at run time.
/// </summary>
/// <param name="group">The group's code.</param>
/// <param name="element">The element's name on the wire.</param>
[AttributeUsage(AttributeTargets.Interface)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ModuleElementAttribute(string group, string element) : Attribute
{
    /// <summary>The group's code.</summary>
    public string Group { get; } = group;

    /// <summary>The element's name on the wire.</summary>
    public string Element { get; } = element;

    /// <summary>The method that handles it, for messages; null if the element is only referred to and lives elsewhere.</summary>
    public string? Handler { get; set; }

    /// <inheritdoc cref="ElementAttribute.TimeoutSeconds"/>
    public double TimeoutSeconds { get; set; }

    /// <inheritdoc cref="ElementAttribute.MaxTimeoutSeconds"/>
    public double MaxTimeoutSeconds { get; set; }

    /// <inheritdoc cref="ElementAttribute.Idempotent"/>
    public bool Idempotent { get; set; }

    /// <inheritdoc cref="ElementAttribute.Priority"/>
    public int Priority { get; set; } = 5;

    /// <inheritdoc cref="ElementAttribute.Aliases"/>
    public string[]? Aliases { get; set; }

    /// <inheritdoc cref="ElementAttribute.Resource"/>
    public string? Resource { get; set; }

    /// <inheritdoc cref="ElementAttribute.Retries"/>
    public int Retries { get; set; } = -1;

    /// <inheritdoc cref="ElementAttribute.AtMostOnce"/>
    public bool AtMostOnce { get; set; }
}
