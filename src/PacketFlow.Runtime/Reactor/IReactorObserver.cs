namespace PacketFlow.Reactor;

/// <summary>What a reactor tells of itself: its host logs and counts it.</summary>
internal interface IReactorObserver
{
    /// <summary>A handler threw what it should not have.</summary>
    void HandlerFailed(Element element, string atomId, Exception failure);

    /// <summary>A handler goes on although its atom was answered.</summary>
    void IgnoresToken(Element element, TimeSpan running);

    /// <summary>A handler held the thread that brought its atom; the others of the connection went on without it.</summary>
    void HeldItsThread(Element element);
}
