using PacketFlow.MessagePack;

namespace PacketFlow.Reactor;

// A large payload that came from outside counts until its bytes and what its handler made of them are gone. That is when the handler is
// done, or, if it never began, when the atom is answered: its bytes must not stay in the lane then, where it lies until its turn comes.
internal sealed partial class Reaction
{
    private const int Begun = 1;
    private const int Dropped = 2;

    /// <summary>A dependency is a string, a place in the book of its connection, and a set of those that wait for it.</summary>
    private const int EachDependency = 300;

    private long _held;
    private int _holder;
    private int _beside;

    /// <summary>Whether its lane may be reading its key out of its payload, though it may be answered already.</summary>
    public bool IsEntering { get; set; }

    /// <summary>Whether its payload counts, and what it waits for.</summary>
    public bool IsLarge => _fields.Atom.Payload.Length + _beside > HeldRoom.Small && !Caller.IsInside;

    /// <summary>The others that it depends on take memory too.</summary>
    public void WaitFor(List<string> dependencies) => _beside = dependencies.Sum(static id => EachDependency + (2 * id.Length));

    /// <summary>Takes room for its payload: for the bytes, and for what may be made of them.</summary>
    /// <returns>False when there is none.</returns>
    public bool TryHold() => !IsLarge || TryHoldLarge();

    /// <summary>Gives the room back, if it has any.</summary>
    public void LetGo()
    {
        if (_held != 0)
        {
            reactor.Held.GiveBack(Interlocked.Exchange(ref _held, 0));
        }
    }

    private bool TryHoldLarge()
    {
        long bytes = Payload.Length + DecodedSize.Of(Payload) + _beside;
        if (!reactor.Held.TryTake(bytes))
        {
            return false;
        }

        _holder = 0;
        _held = bytes;
        return true;
    }

    /// <summary>Its handler gets the bytes, unless they were dropped just now.</summary>
    private bool TryBegin() => !IsLarge || Interlocked.CompareExchange(ref _holder, Begun, 0) == 0;

    /// <summary>It was answered before its handler began, and never will: nobody reads its payload any more.</summary>
    private bool TryDrop()
    {
        if (!IsLarge || Interlocked.CompareExchange(ref _holder, Dropped, 0) != 0)
        {
            return false;
        }

        LetGo();
        return true;
    }

    // Only of one that its caller has forgotten: another with its id would be compared with it.
    private void DropBytes(bool mayDrop)
    {
        if (mayDrop && !IsEntering && !IsHeld)
        {
            _message = [];
        }
    }
}
