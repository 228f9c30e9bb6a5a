using PacketFlow.Text;

namespace PacketFlow.Elements;

/// <summary>The type that declares handlers: enough to name it, make one and open its partial parts again.</summary>
/// <param name="Namespace">Its namespace, empty for the global one.</param>
/// <param name="FullName">With <c>global::</c>, as code names it.</param>
/// <param name="UniqueName">For hint names and the names of generated types.</param>
/// <param name="Declarations">The headers to reopen it, outermost first: <c>partial class Outer</c>.</param>
/// <param name="Dependencies">The full names of its constructor's parameter types; empty for static use.</param>
internal sealed record ContainerModel(
    string Namespace,
    string FullName,
    string UniqueName,
    EquatableArray<string> Declarations,
    EquatableArray<string> Dependencies);
