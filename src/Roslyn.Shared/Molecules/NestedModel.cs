namespace PacketFlow.Molecules;

/// <summary>The molecule that a step runs.</summary>
/// <param name="TypeName">Its class, with <c>global::</c>.</param>
/// <param name="Name">Its name, or null if the class is no molecule.</param>
/// <param name="Reference">The expression of its typed reference.</param>
/// <param name="TimeoutSeconds">How long a run of it may take, if said.</param>
/// <param name="InputTypeName">What it takes, as people read it.</param>
/// <param name="OutputTypeName">What it gives, as people read it.</param>
internal sealed record NestedModel(
    string TypeName, string? Name, string Reference, double? TimeoutSeconds, string InputTypeName, string OutputTypeName);
