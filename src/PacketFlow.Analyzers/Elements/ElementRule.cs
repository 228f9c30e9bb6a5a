using Microsoft.CodeAnalysis;

namespace PacketFlow.Elements;

/// <summary>A rule about one element, alone or among the others.</summary>
internal abstract class ElementRule
{
    /// <summary>Its id and words.</summary>
    public abstract DiagnosticDescriptor Descriptor { get; }

    /// <summary>What breaks the rule.</summary>
    /// <param name="element">The element.</param>
    /// <param name="all">Those beside it.</param>
    public abstract IEnumerable<Diagnostic> Judge(ElementSite element, ElementSet all);
}
