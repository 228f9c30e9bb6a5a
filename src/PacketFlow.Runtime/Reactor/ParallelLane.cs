namespace PacketFlow.Reactor;

/// <summary>Atoms that do not depend on each other.</summary>
internal sealed class ParallelLane(AtomGroup group, int capacity, int threads, long levelTicks, TimeProvider time) : Lane(group, capacity, threads, levelTicks, time)
{
    // Only quick handlers ask. They do not queue behind slow ones: once a few did, the rest would for as long as the load lasts.
    public override bool TryEnter(Reaction reaction) => true;

    public override bool WouldWaitForItself(Reaction reaction) => false;

    public override void Leave(Reaction reaction)
    {
    }

    protected override void Enqueue(Reaction reaction) => Threads.Run(reaction);
}
