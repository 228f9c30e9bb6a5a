namespace PacketFlow.Molecules.Journals;

/// <summary>What became of a batch.</summary>
internal enum AppendOutcome
{
    /// <summary>It is durable.</summary>
    Done,

    /// <summary>Somebody else owns the run, or has written meanwhile: nothing was written, and the writer must stop.</summary>
    Fenced,
}
