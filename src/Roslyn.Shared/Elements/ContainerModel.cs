using PacketFlow.Text;

namespace PacketFlow.Elements;

/// <summary>The type that declares handlers: enough to name it, make one and open its partial parts again.</summary>
/// <param name="Namespace">Its namespace, escaped as code writes it, empty for the global one.</param>
/// <param name="FullName">With <c>global::</c>, as code names it.</param>
/// <param name="UniqueName">For hint names and the names of generated types.</param>
/// <param name="Declarations">The headers to reopen it, outermost first: <c>partial class Outer</c>.</param>
/// <param name="Dependencies">Its constructor's parameters; empty for static use.</param>
/// <param name="IsPartial">Whether it and all types around it are partial.</param>
internal sealed record ContainerModel(
    string Namespace,
    string FullName,
    string UniqueName,
    EquatableArray<string> Declarations,
    EquatableArray<DependencyModel> Dependencies,
    bool IsPartial);
