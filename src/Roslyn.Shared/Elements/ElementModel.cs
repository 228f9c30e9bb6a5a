using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Elements;

// Every model below this folder's siblings keeps one contract: immutable, equal by value, and free of symbols, syntax, locations and
// compilations. An edit that changes no model changes no generated text, and no model keeps an old compilation alive.

/// <summary>A method with [Element], as the generators and the analyzers see it.</summary>
/// <param name="Options">What its attribute says.</param>
/// <param name="Container">The type that declares it.</param>
/// <param name="Method">The method's name.</param>
/// <param name="IsStatic">Whether it needs no instance.</param>
/// <param name="IsBodyless">Whether it is partial without a body: a reference to an element elsewhere, or a molecule's step.</param>
/// <param name="Declaration">For a bodyless method: the line that declares it once more, to give it a body.</param>
/// <param name="Parameters">Its parameters in order.</param>
/// <param name="Returns">The shape of what it returns.</param>
/// <param name="Result">The type of its result, or null if it has none.</param>
/// <param name="Problems">What keeps it from being generated; empty if nothing does.</param>
internal sealed record ElementModel(
    ElementOptions Options,
    ContainerModel Container,
    string Method,
    bool IsStatic,
    bool IsBodyless,
    string? Declaration,
    EquatableArray<ParameterModel> Parameters,
    ReturnShape Returns,
    PayloadRef? Result,
    HandlerProblems Problems);
