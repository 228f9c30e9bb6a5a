using PacketFlow.Text;

namespace PacketFlow.Manifest;

/// <summary>The module of a referenced assembly.</summary>
/// <param name="Assembly">The assembly's name.</param>
/// <param name="TypeName">The module's class, as code names it.</param>
/// <param name="Elements">The elements that the assembly handles or refers to.</param>
/// <param name="Molecules">The classes of its molecules, as code names them.</param>
internal sealed record ModuleModel(
    string Assembly,
    string TypeName,
    EquatableArray<ModuleElementModel> Elements,
    EquatableArray<string> Molecules);
