namespace PacketFlow.Molecules.Dynamic;

/// <summary>A step of a molecule document.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is: an element, or a wait of the engine itself.</param>
/// <param name="Element">Its element, with what its handler here says of it.</param>
/// <param name="Constants">What it is always given, beside what the steps before it gave.</param>
internal sealed record DocumentStep(string Name, StepKind Kind, Element Element, IReadOnlyList<(string Key, FlowValue Value)> Constants)
{
    /// <summary>How long a timer waits, or a signal is waited for; null where nothing limits it.</summary>
    public TimeSpan? Wait { get; init; }
}
