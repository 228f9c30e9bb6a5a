using Microsoft.CodeAnalysis;

namespace PacketFlow.Elements;

/// <summary>A rule that can be judged from one element alone.</summary>
internal abstract class ElementRule
{
    /// <summary>Its id and words.</summary>
    public abstract DiagnosticDescriptor Descriptor { get; }

    /// <summary>Reports the element if it breaks the rule.</summary>
    public abstract void Judge(ElementSite element);
}
