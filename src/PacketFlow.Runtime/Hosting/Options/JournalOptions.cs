namespace PacketFlow.Hosting;

/// <summary>Key <c>Journal</c> and what is below it: where molecule runs are written down.</summary>
internal sealed record JournalOptions
{
    public const string Memory = "memory";

    private const string Sqlite = "sqlite";

    /// <summary><c>memory</c>, or a kind that a satellite brings. Default <c>memory</c>.</summary>
    public string Kind { get; init; } = Memory;

    /// <summary>The path of a journal on disk.</summary>
    public string Location { get; init; } = "";

    /// <summary>Whether unfinished runs of a molecule that was changed without a new version are dropped at start, in Development. Default false.</summary>
    public bool ResetChanged { get; init; }

    public static JournalOptions Read(OptionsReader reader)
    {
        (string kind, string location) = reader.Value("Journal", Memory, "`memory` or `sqlite:PATH`", (Memory, ""), TryRead, isSecret: true);
        return new JournalOptions { Kind = kind, Location = location, ResetChanged = reader.Switch("Journal:reset_changed", byDefault: false) };
    }

    private static bool TryRead(string text, out (string Kind, string Location) store)
    {
        string[] parts = text.Split(':', 2, StringSplitOptions.TrimEntries);
        store = parts.Length == 2 ? (parts[0].ToLowerInvariant(), parts[1]) : (text.ToLowerInvariant(), "");
        return store is (Memory, "") || (store.Kind == Sqlite && store.Location.Length > 0);
    }
}
