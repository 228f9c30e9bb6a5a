using PacketFlow.Text;

namespace PacketFlow.Generators.Manifest;

/// <summary>The assembly's module and the modules that come with its references.</summary>
/// <param name="Assembly">The assembly's name.</param>
/// <param name="Parts">What the features add to its module.</param>
/// <param name="References">The modules of its references, as code names them.</param>
internal sealed record ManifestModel(string Assembly, EquatableArray<ManifestPart> Parts, EquatableArray<string> References)
{
    /// <summary>Whether the assembly has anything to tell; without, it has no module.</summary>
    public bool HasModule => Parts.Any(static part => !part.IsEmpty);
}
