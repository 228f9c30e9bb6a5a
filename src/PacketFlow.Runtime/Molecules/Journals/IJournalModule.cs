namespace PacketFlow.Molecules.Journals;

/// <summary>A module that brings a kind of journal: a satellite adds it, and the host makes what its configuration names.</summary>
internal interface IJournalModule : IPacketFlowModule
{
    /// <summary>The kind, as configuration names it: <c>sqlite</c>.</summary>
    string Kind { get; }

    /// <summary>Makes a journal; it is opened later.</summary>
    /// <param name="location">Where: a path or a connection string.</param>
    /// <exception cref="FormatException">It cannot be used; the message says why and what to do, and shows no secret.</exception>
    RunJournal Create(string location);
}
