namespace PacketFlow.Molecules.Journals;

/// <summary>What there may be to look at in a journal that several hosts share.</summary>
[Flags]
internal enum JournalCall
{
    None = 0,

    /// <summary>Runs that ended in another host, resources that were given back there, messages that were answered.</summary>
    Ends = 1,

    /// <summary>Messages for runs of this host.</summary>
    Messages = 2,

    /// <summary>Runs without an owner; the moment also to say that this host lives.</summary>
    Orphans = 4,

    All = Ends | Messages | Orphans,
}
