namespace PacketFlow.Molecules.Journals;

/// <summary>What one host wants of a run that another one owns. It may arrive twice: a run takes a signal and a cancel once.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="Step">The number of the step that is signalled; null for a cancel.</param>
/// <param name="Data">What the signal brings, or why the run is cancelled, in UTF-8.</param>
internal sealed record RunMessage(string Run, int? Step, byte[] Data)
{
    /// <summary>Its place in the journal; 0 before it has one.</summary>
    public long Number { get; init; }
}
