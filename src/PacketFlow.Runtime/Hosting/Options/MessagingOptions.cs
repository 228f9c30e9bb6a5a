namespace PacketFlow.Hosting;

/// <summary>Section <c>Messaging</c>: how a gateway and its reactors talk.</summary>
internal sealed record MessagingOptions
{
    /// <summary>Default <see cref="WireFormat.MessagePack"/>.</summary>
    public WireFormat Format { get; init; } = WireFormat.MessagePack;

    /// <summary>Default false.</summary>
    public bool Compression { get; init; }

    /// <summary>Whether atoms for one reactor may share a message. Default true.</summary>
    public bool Batching { get; init; } = true;

    /// <summary>The most atoms that share one. Default 10, from 1 to 1,024.</summary>
    public int BatchSize { get; init; } = 10;

    /// <summary>How long the first of them may wait for others. Default 100 ms, from 0 to 10 s.</summary>
    public TimeSpan BatchTimeout { get; init; } = TimeSpan.FromMilliseconds(100);

    public static MessagingOptions Read(OptionsReader reader)
    {
        var defaults = new MessagingOptions();
        return new MessagingOptions
        {
            Format = reader.Choice("Messaging:format", defaults.Format, ("msgpack", WireFormat.MessagePack), ("json", WireFormat.Json)),
            Compression = reader.Switch("Messaging:compression", defaults.Compression),
            Batching = reader.Switch("Messaging:Batching:enabled", defaults.Batching),
            BatchSize = reader.Whole("Messaging:Batching:max_size", defaults.BatchSize, 1, 1024),
            BatchTimeout = reader.Milliseconds("Messaging:Batching:timeout_ms", defaults.BatchTimeout, 0, 10_000),
        };
    }
}
