namespace PacketFlow.Generators.Manifest;

/// <summary>An element as the module's metadata tells it.</summary>
/// <param name="Name">The name of the interface, unique within the module.</param>
/// <param name="Attribute">The attribute on it, without brackets.</param>
/// <param name="Types">The interface that it derives: <c>IElement</c> of payload and result.</param>
internal sealed record ManifestElement(string Name, string Attribute, string Types);
