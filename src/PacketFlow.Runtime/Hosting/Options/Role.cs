namespace PacketFlow.Hosting;

/// <summary>What this process is.</summary>
internal enum Role
{
    /// <summary>Gateway and reactor in one.</summary>
    All,

    /// <summary>A gateway alone: it runs no elements.</summary>
    Gateway,

    /// <summary>A reactor alone.</summary>
    Reactor,
}
