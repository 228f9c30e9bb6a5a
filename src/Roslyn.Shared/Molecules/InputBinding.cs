namespace PacketFlow.Molecules;

/// <summary>How a payload parameter of a step is filled, or why it is not.</summary>
internal enum InputBinding
{
    /// <summary>By the output of a step, or of whichever runs of several that exclude each other.</summary>
    Step,

    /// <summary>By the molecule's input.</summary>
    Molecule,

    /// <summary>By nothing: the method's own default holds.</summary>
    Default,

    /// <summary>In a compensation: by a parameter of the step that it undoes.</summary>
    UndoneInput,

    /// <summary>In a compensation: by the output of the step that it undoes.</summary>
    UndoneOutput,

    /// <summary>Its type does not compile.</summary>
    Broken,

    /// <summary>Several predecessors fit.</summary>
    Ambiguous,

    /// <summary>Nothing fits.</summary>
    Missing,

    /// <summary>Its [From] names no step.</summary>
    FromUnknown,

    /// <summary>Its [From] names a step that no chain of ionic bonds puts before this one.</summary>
    FromNotBefore,

    /// <summary>Its [From] names a step whose output does not fit.</summary>
    FromMismatch,
}
