using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Elements;

/// <summary>What goes into a handler or step and what comes out.</summary>
/// <param name="Parameters">Its parameters in order.</param>
/// <param name="Returns">The shape of what it returns.</param>
/// <param name="Result">The type of its result, or null if it has none.</param>
/// <param name="Problems">What is wrong with them, whatever the method is for.</param>
internal sealed record SignatureModel(
    EquatableArray<ParameterModel> Parameters,
    ReturnShape Returns,
    PayloadRef? Result,
    HandlerProblems Problems);
