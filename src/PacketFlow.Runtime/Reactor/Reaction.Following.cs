using System.Runtime.InteropServices;
using PacketFlow.Protocol;

namespace PacketFlow.Reactor;

// An atom that came twice while it was on its way runs once, and both are answered.
internal sealed partial class Reaction
{
    private List<Reaction>? _followers;

    /// <summary>Whether it waits for the answer of one that says the same, and does not run itself.</summary>
    public bool IsFollowing { get; private set; }

    /// <summary>Takes another along that has the same id, if it says the same. Only while its caller knows it as on its way, under the caller's lock.</summary>
    public bool TryLead(Reaction other)
    {
        if (Site != other.Site || !Payload.SequenceEqual(other.Payload))
        {
            return false;
        }

        (_followers ??= []).Add(other);
        return other.IsFollowing = true;
    }

    // Called when its caller does not know it any more: nobody follows now who did not before.
    private void LetFollowersRepeat(ReadOnlySpan<byte> result)
    {
        foreach (Reaction follower in CollectionsMarshal.AsSpan(_followers))
        {
            follower.Repeat(result);
        }
    }

    private void RefuseFollowers(in AtomError error)
    {
        foreach (Reaction follower in CollectionsMarshal.AsSpan(_followers))
        {
            follower.Refuse(error);
        }
    }
}
