namespace PacketFlow.Reactor;

/// <summary>A peer in the orders that keys make (rendezvous): a key ranks each peer by itself, so that one which comes or leaves moves its own keys alone.</summary>
internal readonly record struct RankedPeer(IRemotePeer Peer, int Number)
{
    /// <summary>The peer for a try: for the first the first in the key's order, for each later one the next, and after the last the first again.</summary>
    public static IRemotePeer Choose(ReadOnlySpan<RankedPeer> peers, string key, int attempt)
    {
        ulong hash = (ulong)SimpleHash.Of(key);
        IRemotePeer chosen = peers[0].Peer;
        ulong limit = ulong.MaxValue;
        for (int left = (attempt - 1) % peers.Length; left >= 0; left--)
        {
            // No two ranks of a key are the same: none of what makes them loses a bit.
            ulong highest = 0;
            foreach (RankedPeer candidate in peers)
            {
                ulong rank = candidate.RankFor(hash);
                if (rank <= limit && rank >= highest)
                {
                    (chosen, highest) = (candidate.Peer, rank);
                }
            }

            limit = unchecked(highest - 1);
        }

        return chosen;
    }

    // The hash alone would do badly: of keys that differ in their last letter it differs by as little. (The finalizer of SplitMix64.)
    private ulong RankFor(ulong hash)
    {
        unchecked
        {
            ulong mixed = hash + ((ulong)Number * 0x9E3779B97F4A7C15);
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
