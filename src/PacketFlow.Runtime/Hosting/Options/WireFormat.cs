namespace PacketFlow.Hosting;

/// <summary>What messages between gateway and reactor are written in.</summary>
internal enum WireFormat
{
    /// <summary>MessagePack.</summary>
    MessagePack,

    /// <summary>JSON.</summary>
    Json,
}
