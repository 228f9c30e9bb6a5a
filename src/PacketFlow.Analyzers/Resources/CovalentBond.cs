using Microsoft.CodeAnalysis;

namespace PacketFlow.Resources;

/// <summary>A covalent bond in source, with the steps that it names.</summary>
internal sealed record CovalentBond(AttributeData Attribute, IMethodSymbol A, IMethodSymbol B)
{
    /// <summary>The resource, or null if none is named.</summary>
    public string? Resource => string.IsNullOrWhiteSpace(Attribute.NamedText("Resource")) ? null : Attribute.NamedText("Resource");

    public bool IsExclusive => Attribute.Named<bool>("Exclusive") is true;

    public bool HasMerge => Attribute.NamedText("Merge") is not null;
}
