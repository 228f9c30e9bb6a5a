using PacketFlow.Text;

namespace PacketFlow.Generators.Manifest;

/// <summary>What one feature adds to the assembly's module.</summary>
/// <param name="Handlers">The classes of its handlers, as code names them.</param>
/// <param name="Attributes">Attributes for referencing projects, without brackets.</param>
/// <param name="Elements">The elements that referencing projects may refer to.</param>
/// <param name="Molecules">The expressions of its molecules' definitions.</param>
internal sealed record ManifestPart(
    EquatableArray<string> Handlers,
    EquatableArray<string> Attributes,
    EquatableArray<ManifestElement> Elements = default,
    EquatableArray<string> Molecules = default)
{
    /// <summary>Whether the feature found nothing.</summary>
    public bool IsEmpty => Handlers.Count + Attributes.Count + Elements.Count + Molecules.Count == 0;
}
