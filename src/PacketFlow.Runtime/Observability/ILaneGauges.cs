namespace PacketFlow.Observability;

/// <summary>What a reactor knows of its lanes at this moment.</summary>
internal interface ILaneGauges
{
    /// <summary>How many atoms wait in a lane.</summary>
    int Waiting(AtomGroup group);

    /// <summary>How many atoms of a group have come and are not answered.</summary>
    int InFlight(AtomGroup group);
}
