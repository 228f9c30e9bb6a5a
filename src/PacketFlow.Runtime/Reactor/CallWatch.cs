namespace PacketFlow.Reactor;

/// <summary>Tells a handler that holds its thread from one whose thread has lost its core for a moment: by how often the watchdog finds it.</summary>
internal struct CallWatch
{
    private int _call;
    private int _looks;

    /// <summary>Whether the call was there at the last look already.</summary>
    public readonly bool IsSame => _looks > 0;

    /// <summary>Whether it was there at so many looks.</summary>
    public readonly bool IsHeld(int looks) => _looks >= looks;

    /// <summary>Looks at the call that runs now.</summary>
    /// <param name="call">Its number.</param>
    public void Look(int call)
    {
        _looks = call == _call ? _looks + 1 : 0;
        _call = call;
    }
}
