using PacketFlow.Elements;

namespace PacketFlow.Manifest;

/// <summary>An element as a module's metadata tells it.</summary>
/// <param name="Options">What its attribute said.</param>
/// <param name="Input">The payload's type, as code names it.</param>
/// <param name="Output">The result's type, as code names it.</param>
/// <param name="Handler">The method that handles it, or null if it is only referred to.</param>
/// <param name="IsVisible">Whether this compilation can name both types.</param>
internal sealed record ModuleElementModel(ElementOptions Options, string Input, string Output, string? Handler, bool IsVisible);
