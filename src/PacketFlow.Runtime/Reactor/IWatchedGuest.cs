namespace PacketFlow.Reactor;

/// <summary>What runs handlers on threads of others, so often that it does not tell the watchdog each time.</summary>
internal interface IWatchedGuest
{
    /// <summary>Looks whether the thread is held for too long. Called on the watchdog's own thread about once a millisecond.</summary>
    /// <param name="patience">After how many looks at one call its handler is blamed.</param>
    /// <returns>Whether it has run a handler since the last look.</returns>
    bool Look(int patience);
}
