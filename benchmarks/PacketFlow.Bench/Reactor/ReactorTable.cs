namespace PacketFlow.Bench;

/// <summary>The table of the reactor's figures.</summary>
internal sealed class ReactorTable(string title, bool againstItself)
{
    /// <summary>Whether the echo stands in the reactor's place.</summary>
    public bool AgainstItself => againstItself;

    public Table Table { get; } = new(title, "what", "raw echo", "PacketFlow", "of raw", "raw CPU us/atom", "CPU us/atom", "reply bytes");

    /// <summary>Rates of the raw echo and of ours.</summary>
    public void Rates(string what, Sample raw, Sample ours) => Table.Row(
        what, Thousands(raw.Rate), Thousands(ours.Rate), Percent(ours.Rate / raw.Rate),
        Table.Number(raw.Processor, 2), Table.Number(ours.Processor, 2), $"{Whole(raw.ReplyLength)} / {Whole(ours.ReplyLength)}");

    /// <summary>Latencies of the raw echo and of ours.</summary>
    public void Latencies(string what, Sample raw, Sample ours) => Table.Row(
        what, Latency(raw), Latency(ours), Percent(ours.Mean / raw.Mean),
        Table.Number(raw.Processor, 2), Table.Number(ours.Processor, 2), $"{Whole(raw.ReplyLength)} / {Whole(ours.ReplyLength)}");

    /// <summary>A figure of ours that has nothing beside it.</summary>
    public void Figure(string what, string ours, string beside = "") => Table.Row(what, beside, ours, "", "", "", "");

    /// <summary>A rate that must be reached.</summary>
    public void AtLeast(string what, double rate, double wanted) => Table.Ratio($"{what}: wanted {Thousands(wanted)}, to ours", wanted / rate, 1);

    public static string Thousands(double rate) => $"{Table.Number(rate / 1000)} k/s";

    public static string Whole(double value) => Table.Number(value, 0);

    private static string Latency(Sample sample) => $"{Table.Number(sample.Mean)} / {Table.Number(sample.Late)} us";

    private static string Percent(double ratio) => $"{Table.Number(ratio * 100, 0)} %";
}
