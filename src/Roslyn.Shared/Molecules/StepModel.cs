using PacketFlow.Elements;
using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Molecules;

/// <summary>A method of a molecule that the engine may run. Its number is its place among the molecule's steps.</summary>
/// <param name="Handler">The method; its options are those of the step that it undoes where a compensation has none.</param>
/// <param name="Kind">What it is to the molecule.</param>
/// <param name="Inputs">Its payload parameters in order.</param>
/// <param name="Output">What dependents get: its result, or an array of them if it runs once for each item; null for nothing.</param>
/// <param name="OutputTypeName">The output's type, as people read it.</param>
/// <param name="IsResultNullable">Whether its result may be null.</param>
/// <param name="IsForEach">Whether it runs once for each item of a predecessor's output.</param>
/// <param name="MaySkip">Whether a run may skip it, by a condition before it.</param>
/// <param name="IsResultIgnored">Whether nobody uses its result.</param>
/// <param name="Target">The step that it undoes or stands in for.</param>
/// <param name="TargetStep">That step's number, -1 if there is no such step.</param>
/// <param name="Nested">The molecule that it runs.</param>
/// <param name="DelaySeconds">How long it waits, if [Delay] says it.</param>
/// <param name="Problems">What is wrong with it beyond its signature.</param>
internal sealed record StepModel(
    ElementModel Handler,
    StepKind Kind,
    EquatableArray<StepInput> Inputs,
    PayloadRef? Output,
    string? OutputTypeName,
    bool IsResultNullable,
    bool IsForEach,
    bool MaySkip,
    bool IsResultIgnored,
    string? Target,
    int TargetStep,
    NestedModel? Nested,
    double? DelaySeconds,
    StepProblems Problems)
{
    /// <summary>The step's name: the method's.</summary>
    public string Name => Handler.Method;

    /// <summary>Whether bonds may name it: compensations and substitutes are no part of the flow.</summary>
    public bool IsInFlow => Kind is not (StepKind.Compensation or StepKind.Substitute);

    /// <summary>Whether generated code of ours calls it.</summary>
    public bool HasHandler => !Handler.IsBodyless;
}
