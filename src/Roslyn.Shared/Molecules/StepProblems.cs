namespace PacketFlow.Molecules;

/// <summary>What is wrong with a step beyond its signature.</summary>
[Flags]
internal enum StepProblems
{
    None = 0,

    /// <summary>A timer that takes anything but one TimeSpan or DateTimeOffset, or [Delay] alone, or that gives a result.</summary>
    TimerShape = 1 << 0,

    /// <summary>A signal that takes a payload.</summary>
    SignalShape = 1 << 1,

    /// <summary>[Nested] or [Delay] on a step with a body.</summary>
    HasBody = 1 << 2,

    /// <summary>[Nested] of a type that is no molecule.</summary>
    NestedNotMolecule = 1 << 3,

    /// <summary>The step's payload is not what the nested molecule takes.</summary>
    NestedInput = 1 << 4,

    /// <summary>The step's result is not what the nested molecule gives.</summary>
    NestedOutput = 1 << 5,

    /// <summary>[Compensates] or [Substitutes] names no step of the molecule.</summary>
    UnknownTarget = 1 << 6,

    /// <summary>The name of another step, so that bonds cannot tell them apart.</summary>
    DuplicateName = 1 << 7,

    /// <summary>A substitute whose result the step's dependents cannot take.</summary>
    SubstituteResult = 1 << 8,

    /// <summary>A compensation that wants the output, which may not be there, as non-nullable.</summary>
    OutputNotNullable = 1 << 9,
}
