namespace PacketFlow.Chemistry;

/// <summary>A resource and the steps that share it through covalent bonds.</summary>
/// <param name="Name">The resource.</param>
/// <param name="Users">The steps that use it, ascending.</param>
/// <param name="Overlap">How many of them may want it at once: those that no ionic bond keeps apart.</param>
internal sealed record ResourceUse(string Name, IReadOnlyList<int> Users, int Overlap)
{
    /// <summary>One user at a time: what is held covalently is held alone.</summary>
    public const int Capacity = 1;

    /// <summary>How many users too many there may be for each that fits.</summary>
    public double Stress => Math.Max(0, Overlap - Capacity) / (double)Capacity;
}
