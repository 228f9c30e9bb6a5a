namespace PacketFlow.Resources;

/// <summary>What a submit or a step does to a resource.</summary>
internal enum LockKind
{
    /// <summary>Takes it for itself alone.</summary>
    Lock,

    /// <summary>Takes one of several.</summary>
    Allocate,

    /// <summary>Gives it back.</summary>
    Release,
}
