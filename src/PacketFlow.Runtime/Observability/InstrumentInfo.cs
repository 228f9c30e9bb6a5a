namespace PacketFlow.Observability;

/// <summary>What an instrument is called, to a meter's listener and to Prometheus, and what it tells.</summary>
/// <param name="Name">Its name on the meter.</param>
/// <param name="Prometheus">Its family's name in Prometheus text.</param>
/// <param name="Kind">How it behaves.</param>
/// <param name="Unit">Its unit, in UCUM.</param>
/// <param name="Description">What it tells.</param>
/// <param name="LabelNames">The labels of its values.</param>
internal sealed record InstrumentInfo(
    string Name, string Prometheus, InstrumentKind Kind, string Unit, string Description, params IReadOnlyList<string> LabelNames);
