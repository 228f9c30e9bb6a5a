namespace PacketFlow.Hosting;

/// <summary>Section <c>Reactor</c>: what this reactor says of itself.</summary>
internal sealed record ReactorOptions
{
    internal static readonly (string, ReactorType)[] TypeNames =
    [
        ("cpu_bound", ReactorType.CpuBound),
        ("memory_bound", ReactorType.MemoryBound),
        ("io_bound", ReactorType.IoBound),
        ("network_bound", ReactorType.NetworkBound),
        ("general", ReactorType.General),
    ];

    /// <summary>Its name in health, logs and a gateway's table. Default the machine's.</summary>
    public string Name { get; init; } = Environment.MachineName;

    /// <summary>What it is good at. Default <see cref="ReactorType.General"/>.</summary>
    public IReadOnlyList<ReactorType> Types { get; init; } = [ReactorType.General];

    /// <summary>How many waiting atoms are a load of 100. Default 10,000, from 1 to 1,000,000.</summary>
    public int Capacity { get; init; } = 10_000;

    public static ReactorOptions Read(OptionsReader reader)
    {
        var defaults = new ReactorOptions();
        return new ReactorOptions
        {
            Name = reader.Text("Reactor:name", defaults.Name, "a name", described: "the machine's name"),
            Types = reader.Choices("Reactor:types", defaults.Types, TypeNames),
            Capacity = reader.Whole("Reactor:capacity", defaults.Capacity, 1, 1_000_000),
        };
    }
}
