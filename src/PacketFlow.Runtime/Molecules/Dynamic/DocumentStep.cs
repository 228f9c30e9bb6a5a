namespace PacketFlow.Molecules.Dynamic;

/// <summary>A step of a molecule document.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Group">Its element's group.</param>
/// <param name="Element">Its element's name.</param>
/// <param name="Constants">What it is always given, beside what the steps before it gave.</param>
internal sealed record DocumentStep(string Name, AtomGroup Group, string Element, IReadOnlyList<(string Key, FlowValue Value)> Constants);
