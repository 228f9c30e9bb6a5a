using Microsoft.CodeAnalysis;

namespace PacketFlow.Elements;

/// <summary>A rule that can be judged from one element alone.</summary>
internal abstract class ElementRule
{
    /// <summary>Its id and words.</summary>
    public abstract DiagnosticDescriptor Descriptor { get; }

    /// <summary>What breaks the rule.</summary>
    public abstract IEnumerable<Diagnostic> Judge(ElementSite element);
}
