using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>
/// Says, on a module, that its assembly has an element: what its [Element] says and between which types it stands. Compilers of
/// referencing projects read it; nothing does at run time.
/// </summary>
/// <param name="group">The group's code.</param>
/// <param name="element">The element's name on the wire.</param>
/// <param name="input">The payload's type.</param>
/// <param name="output">The result's type.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ModuleElementAttribute(string group, string element, Type input, Type output) : Attribute
{
    /// <summary>The group's code.</summary>
    public string Group { get; } = group;

    /// <summary>The element's name on the wire.</summary>
    public string Element { get; } = element;

    /// <summary>The payload's type.</summary>
    public Type Input { get; } = input;

    /// <summary>The result's type.</summary>
    public Type Output { get; } = output;

    /// <summary>The payload's type as C# writes it, where <see cref="Input"/> cannot say it: with nullable annotations or tuple names.</summary>
    public string? InputName { get; set; }

    /// <summary>The result's type as C# writes it, where <see cref="Output"/> cannot say it.</summary>
    public string? OutputName { get; set; }

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
