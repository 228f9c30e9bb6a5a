namespace PacketFlow;

/// <summary>What a proposal would change. None of it changes what runs compute.</summary>
public enum ProposalKind
{
    /// <summary>A bond that carries no data no longer makes its second step wait.</summary>
    RelaxBond,

    /// <summary>Two steps that exchange data in most runs go to the same reactor.</summary>
    PlaceTogether,

    /// <summary>More items of the step that a run waits for longest run at a time.</summary>
    SplitItems,
}
