namespace PacketFlow.Hosting;

/// <summary>Key <c>Journal</c> and what is below it: where molecule runs are written down.</summary>
internal sealed record JournalOptions
{
    public const string Memory = "memory";
    public const string Sqlite = "sqlite";
    public const string PostgreSql = "postgresql";

    /// <summary><c>memory</c>, or a kind that a satellite brings. Default <c>memory</c>.</summary>
    public string Kind { get; init; } = Memory;

    /// <summary>The path of a journal on disk, or the connection string of one on a server.</summary>
    public string Location { get; init; } = "";

    /// <summary>After how long a silent host is taken for dead, in a journal that several share. Default 10 s.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A name of this host alone, under which it goes on at once with what it had, in a journal that several share. Default none.</summary>
    public string? Host { get; init; }

    /// <summary>Whether unfinished runs of a molecule that was changed without a new version are dropped at start, in Development. Default false.</summary>
    public bool ResetChanged { get; init; }

    public static JournalOptions Read(OptionsReader reader)
    {
        (string kind, string location) = reader.Value(
            "Journal", Memory, "`memory`, `sqlite:PATH` or `Host=...;Database=...;Username=...`", (Memory, ""), TryRead, isSecret: true);
        return new JournalOptions
        {
            Kind = kind,
            Location = location,
            Lease = reader.Milliseconds("Journal:lease_ms", TimeSpan.FromSeconds(10), 500, 600_000),
            Host = reader.Text("Journal:host", "", "a name that no other host on the journal has", described: "none") is { Length: > 0 } host ? host : null,
            ResetChanged = reader.Switch("Journal:reset_changed", byDefault: false),
        };
    }

    private static bool TryRead(string text, out (string Kind, string Location) store)
    {
        if (IsConnectionString(text))
        {
            store = (PostgreSql, text);
            return true;
        }

        string[] parts = text.Split(':', 2, StringSplitOptions.TrimEntries);
        store = parts.Length == 2 ? (parts[0].ToLowerInvariant(), parts[1]) : (text.ToLowerInvariant(), "");
        return store is (Memory, "") || (store.Kind == Sqlite && store.Location.Length > 0);
    }

    private static bool IsConnectionString(string text) => text.Split(';').Any(static part =>
        part.Split('=', 2) is [string key, _] && key.Trim().ToUpperInvariant() is "HOST" or "SERVER");
}
