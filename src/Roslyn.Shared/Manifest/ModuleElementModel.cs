using PacketFlow.Elements;
using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Manifest;

/// <summary>An element as a module's metadata tells it.</summary>
/// <param name="Options">What its attribute said.</param>
/// <param name="Input">The payload's type.</param>
/// <param name="Output">The result's type.</param>
/// <param name="Handler">The method that handles it, or null if it is only referred to.</param>
/// <param name="IsVisible">Whether this compilation can name both types.</param>
/// <param name="Payloads">What needs a formatter of this compilation's own: types whose annotations no other assembly's formatter is known to have.</param>
internal sealed record ModuleElementModel(
    ElementOptions Options,
    PayloadRef Input,
    PayloadRef Output,
    string? Handler,
    bool IsVisible,
    EquatableArray<PayloadModel> Payloads);
