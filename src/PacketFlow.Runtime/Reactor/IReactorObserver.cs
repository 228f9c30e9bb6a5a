namespace PacketFlow.Reactor;

/// <summary>What a reactor tells of itself: its host counts and logs it.</summary>
internal interface IReactorObserver
{
    /// <summary>An atom has its result.</summary>
    void Completed(AtomGroup group, long ticks);

    /// <summary>An atom that had started ended with an error.</summary>
    void Failed(AtomGroup group, string code, long ticks);

    /// <summary>An atom ended without having started.</summary>
    void Rejected(string code);

    /// <summary>A lane takes no more.</summary>
    void LaneFull(AtomGroup group, int waiting);

    /// <summary>There is no room for the payload of another atom.</summary>
    void NoRoom(Element element, int bytes, long taken, long limit);

    /// <summary>A handler threw what it should not have.</summary>
    void HandlerFailed(Element element, string atomId, Exception failure);

    /// <summary>An atom failed since what the host stands on did.</summary>
    void HostFailed(Element element, HostFailure failure);

    /// <summary>A handler goes on although its atom was answered and its token cancelled a while ago.</summary>
    void IgnoresToken(Element element, string atomId, TimeSpan running);

    /// <summary>A handler held the thread that brought its atom; the others of the connection went on without it.</summary>
    void HeldItsThread(Element element);
}
