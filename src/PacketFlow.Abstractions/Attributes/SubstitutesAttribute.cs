namespace PacketFlow;

/// <summary>Makes a step the declared substitute of another: healing may run it instead.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class SubstitutesAttribute : Attribute
{
    /// <summary>Names the step.</summary>
    /// <param name="step">The step that it can stand in for.</param>
    public SubstitutesAttribute(string step)
    {
        Step = step;
    }

    /// <summary>The step that it can stand in for.</summary>
    public string Step { get; }
}
