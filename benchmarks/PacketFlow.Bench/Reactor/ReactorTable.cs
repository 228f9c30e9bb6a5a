namespace PacketFlow.Bench;

/// <summary>The table of the reactor's figures.</summary>
internal sealed class ReactorTable(string title, bool againstItself)
{
    /// <summary>Whether the echo stands in the reactor's place.</summary>
    public bool AgainstItself => againstItself;

    public Table Table { get; } = new(title, "what", "raw echo", "PacketFlow", "of raw", "raw CPU us/atom", "CPU us/atom", "reply bytes");

    /// <summary>Rates of the raw echo and of ours.</summary>
    public void Rates(string what, Outcome outcome, int ours = 1) =>
        Row(what, outcome, ours, static sample => Thousands(sample.Rate), static sample => sample.Rate);

    /// <summary>Latencies of the raw echo and of ours.</summary>
    public void Latencies(string what, Outcome outcome) => Row(
        $"{what}, mean / p99", outcome, 1, static sample => $"{Table.Number(sample.Mean)} / {Table.Number(sample.Late)} us", static sample => sample.Mean);

    /// <summary>A figure of ours, and one beside it if there is one.</summary>
    public void Figure(string what, string ours, string beside = "") => Table.Row(what, beside, ours, "", "", "", "");

    /// <summary>A rate that must be reached.</summary>
    public void AtLeast(string what, double rate, double wanted) => Table.Ratio($"{what}: {Thousands(wanted)} to ours", wanted / rate, 1);

    /// <summary>A part of the raw echo's rate that must be reached, or a rate, whichever is lower.</summary>
    public void AtLeast(string what, Outcome outcome, double wanted, double ofRaw)
    {
        double ratio = outcome.Ratio(static sample => sample.Rate);
        Table.Ratio(
            $"{what}: {Percent(ofRaw)} of raw{(double.IsInfinity(wanted) ? "" : $" or {Thousands(wanted)}")} to ours",
            Math.Min(ofRaw / ratio, wanted / outcome.Ours.Rate), 1);
    }

    public static string Thousands(double rate) => $"{Table.Number(rate / 1000)} k/s";

    public static string Whole(double value) => Table.Number(value, 0);

    private static string Percent(double ratio) => $"{Whole(ratio * 100)} %";

    private void Row(string what, Outcome outcome, int ours, Func<Sample, string> cell, Func<Sample, double> figure)
    {
        Sample raw = outcome.Raw, other = outcome[ours];
        Table.Row(
            what, cell(raw), cell(other), Percent(outcome.Ratio(figure, ours)), Table.Number(raw.Processor, 2), Table.Number(other.Processor, 2),
            $"{Whole(raw.ReplyLength)} / {Whole(other.ReplyLength)}");
    }
}
