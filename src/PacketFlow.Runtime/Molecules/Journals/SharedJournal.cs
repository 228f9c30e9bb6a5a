namespace PacketFlow.Molecules.Journals;

/// <summary>
/// A journal that several hosts write. Each run has one owner, the epoch that wrote it last or took it over, and the journal refuses all
/// others: that, and no clock, keeps two hosts from going on with one run. The lease only says when a silent owner may be replaced.
/// </summary>
internal abstract class SharedJournal : RunJournal
{
    /// <summary>After how long a silent host is taken for dead. Set before it is opened.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A name that this host alone has, and has again when it starts again: then what it had before is its own at once. Null for none. Set before it is opened.</summary>
    public string? Host { get; set; }

    /// <summary>How many runs a host takes over at once, so that others may take some too. More than one host can go on with at a time.</summary>
    public int Portion { get; init; } = 1000;

    /// <summary>Called, on any thread, when there may be something to look at.</summary>
    public Action<JournalCall>? Called { get; set; }

    /// <summary>Says that the host lives; asked for several times in each lease.</summary>
    /// <returns>The epoch under which it goes on: another one if it was silent for so long that its runs were given away.</returns>
    public abstract ValueTask<long> BeatAsync(long epoch);

    /// <summary>Says that the host ends, so that others take its runs over at once.</summary>
    public abstract ValueTask LeaveAsync(long epoch);

    /// <summary>Calls the others, since there are more runs without an owner than this host takes at once.</summary>
    public abstract ValueTask CallAsync();

    /// <summary>Those of some runs that a living host owns, other than one.</summary>
    public abstract ValueTask<IReadOnlyCollection<string>> ListOwnedAsync(IReadOnlyCollection<string> ids, long except);

    /// <summary>The plans that unfinished runs without a living owner go by. How many these are is not counted: it is asked for with each portion.</summary>
    public abstract ValueTask<IReadOnlyList<PlanUse>> ListOrphansAsync();

    /// <summary>Makes a host the owner of a portion of the unfinished runs of some plans that have no living owner.</summary>
    /// <param name="epoch">The host.</param>
    /// <param name="fingerprints">The plans that it knows.</param>
    /// <param name="except">Runs that it cannot read.</param>
    /// <param name="isAgain">Whether it had no answer when it asked last, and is told of all unfinished runs that it owns already as well.</param>
    /// <returns>Those runs: fewer than <see cref="Portion"/> if there are no more.</returns>
    /// <exception cref="JournalException">There is no answer. They may be its own all the same.</exception>
    public abstract ValueTask<IReadOnlyList<RunEntry>> AdoptAsync(long epoch, IReadOnlyCollection<string> fingerprints, IReadOnlyCollection<string> except, bool isAgain);

    /// <summary>Gives up an unfinished run, so that whoever can go on with it takes it, and calls the others.</summary>
    public abstract ValueTask ReleaseAsync(string id, long epoch);

    /// <summary>Gives resources to a run of its own and those within it, all or none, for as long as one of them is unfinished.</summary>
    /// <param name="root">The run of its own.</param>
    /// <param name="resources">What it asks for.</param>
    /// <param name="epoch">Who asks: once another host has the runs, only what they have written down stays theirs.</param>
    /// <returns>False if others hold some of them.</returns>
    public abstract ValueTask<bool> TakeLocksAsync(string root, IReadOnlyCollection<string> resources, long epoch);

    /// <summary>Takes resources back that were given under an epoch, and calls who may wait for them.</summary>
    public abstract ValueTask FreeLocksAsync(string root, IReadOnlyCollection<string> resources, long epoch);

    /// <summary>Leaves a message for whoever owns a run, now or later, and calls the owner.</summary>
    /// <returns>Its number.</returns>
    public abstract ValueTask<long> SendAsync(RunMessage message);

    /// <summary>The messages for the runs of an owner, in the order in which they were left. They stay until they are done.</summary>
    public abstract ValueTask<IReadOnlyList<RunMessage>> ReceiveAsync(long epoch);

    /// <summary>Removes a message whose effect is durable, and calls its sender.</summary>
    public abstract ValueTask DoneAsync(RunMessage message);

    /// <summary>Keeps a message that can have no effect any more for its sender alone, and calls that one.</summary>
    public abstract ValueTask RefuseAsync(RunMessage message, string why);

    /// <summary>Whether a message still waits for an answer, and why it was refused if it was.</summary>
    public abstract ValueTask<(bool IsOpen, string? Refusal)> FindAnswerAsync(long number);

    /// <summary>Removes a message whose refusal its sender has read.</summary>
    public abstract ValueTask ForgetAnswerAsync(long number);
}
