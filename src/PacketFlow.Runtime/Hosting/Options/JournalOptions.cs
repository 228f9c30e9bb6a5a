namespace PacketFlow.Hosting;

/// <summary>Key <c>Journal</c> and what is below it: where molecule runs are written down.</summary>
internal sealed record JournalOptions
{
    /// <summary><c>memory</c>, <c>sqlite:PATH</c> or a PostgreSQL connection string. Default <c>memory</c>.</summary>
    public string Store { get; init; } = "memory";

    /// <summary>Whether unfinished runs of a molecule that was changed without a new version are dropped at start, in Development. Default false.</summary>
    public bool ResetChanged { get; init; }

    public static JournalOptions Read(OptionsReader reader) => new()
    {
        Store = reader.Text("Journal", new JournalOptions().Store, "`memory`, `sqlite:PATH` or a PostgreSQL connection string", isSecret: true),
        ResetChanged = reader.Switch("Journal:reset_changed", byDefault: false),
    };
}
