using PacketFlow.Elements;
using PacketFlow.Text;

namespace PacketFlow.Generators.Elements;

/// <summary>A user's type with the handlers, and the references to elements elsewhere, that it declares: one generated file.</summary>
/// <param name="Container">The user's type.</param>
/// <param name="Handlers">Its methods with a body.</param>
/// <param name="References">Its methods without one.</param>
internal sealed record HandlerTypeModel(
    ContainerModel Container,
    EquatableArray<HandlerModel> Handlers,
    EquatableArray<ElementModel> References)
{
    /// <summary>The class around a handler type's handlers, as code names it.</summary>
    public string ClassName => $"global::{GeneratedFile.Namespace}.{Container.UniqueName}";
}
