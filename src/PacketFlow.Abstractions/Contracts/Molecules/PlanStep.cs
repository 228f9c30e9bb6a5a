namespace PacketFlow;

/// <summary>A step of a plan.</summary>
/// <param name="Number">Its place among the plan's steps; bonds and inputs name it by this.</param>
/// <param name="Name">Its name: the method's.</param>
/// <param name="Kind">What it is to the molecule.</param>
/// <param name="Element">The element that it is: group, name and how it wants to be run.</param>
/// <param name="Address">The name that its atoms go to: <c>element@molecule/version/step</c>, or the element's own where it has no body.</param>
public sealed record PlanStep(int Number, string Name, StepKind Kind, Element Element, string Address)
{
    /// <summary>How long it may take; for a timer how long it waits. Null where nothing limits it.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Its payload's parts, in the order of the parameters. One alone is the payload; several are a map by their keys.</summary>
    public IReadOnlyList<PlanInput> Inputs { get; init; } = [];

    /// <summary>The type of its result, of one item's where it runs for each, as C# names it; null where it has none.</summary>
    public string? ResultTypeName { get; init; }

    /// <summary>Whether its result may be null: a signal that nobody sends in time then gives null.</summary>
    public bool IsResultNullable { get; init; }

    /// <summary>Whether it runs once for each item of a predecessor's output.</summary>
    public bool IsForEach { get; init; }

    /// <summary>Whether a timer's input is the moment at which it ends, not how long it waits.</summary>
    public bool IsUntil { get; init; }

    /// <summary>The number of the step that it undoes or stands in for.</summary>
    public int? Target { get; init; }

    /// <summary>The name of the molecule that it runs.</summary>
    public string? Nested { get; init; }

    /// <summary>Whether bonds may hold it: compensations and substitutes are no part of the flow.</summary>
    public bool IsInFlow => Kind is not (StepKind.Compensation or StepKind.Substitute);

    /// <summary>The step's name.</summary>
    public override string ToString() => Name;
}
