namespace PacketFlow;

/// <summary>Makes a method of a molecule the undo of a step: it runs, in reverse order, when the molecule fails.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class CompensatesAttribute : Attribute
{
    /// <summary>Names the step.</summary>
    /// <param name="step">The step that it undoes: <c>nameof(Charge)</c>.</param>
    public CompensatesAttribute(string step)
    {
        Step = step;
    }

    /// <summary>The step that it undoes: <c>nameof(Charge)</c>.</summary>
    public string Step { get; }
}
