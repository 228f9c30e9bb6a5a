namespace PacketFlow;

/// <summary>What fills a step's parameter.</summary>
public enum PlanSourceKind
{
    /// <summary>The molecule's input.</summary>
    MoleculeInput,

    /// <summary>The output of a step.</summary>
    Step,

    /// <summary>In a compensation: a parameter of the step that it undoes.</summary>
    UndoneInput,

    /// <summary>In a compensation: the output of the step that it undoes, if there is one.</summary>
    UndoneOutput,
}
