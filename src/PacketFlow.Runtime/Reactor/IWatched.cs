namespace PacketFlow.Reactor;

/// <summary>What holds a thread while user code runs, and is looked at now and then.</summary>
internal interface IWatched
{
    /// <summary>Looks whether the thread is held for too long. Called on the watchdog's own thread about once a millisecond.</summary>
    /// <param name="now">The time.</param>
    /// <param name="patience">After how many looks at one call its handler is blamed.</param>
    /// <returns>Whether the thread serves nobody else meanwhile.</returns>
    bool Look(long now, int patience);
}
