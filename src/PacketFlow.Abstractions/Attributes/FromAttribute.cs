namespace PacketFlow;

/// <summary>Fills a step's parameter with the output of the named step.</summary>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class FromAttribute : Attribute
{
    /// <summary>Names the step.</summary>
    /// <param name="step">The step whose output it is: <c>nameof(Validate)</c>.</param>
    public FromAttribute(string step)
    {
        Step = step;
    }

    /// <summary>The step whose output it is: <c>nameof(Validate)</c>.</summary>
    public string Step { get; }
}
