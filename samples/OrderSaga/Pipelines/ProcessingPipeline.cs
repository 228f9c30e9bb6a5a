namespace Shop.Pipelines;

/// <summary>Validate, compute, save: three steps, each after the other.</summary>
[Molecule("processing-pipeline")]
[IonicBond(nameof(Validate), nameof(Compute))]
[IonicBond(nameof(Compute), nameof(Save))]
public sealed partial class ProcessingPipeline
{
    [Element("cf", "validate")]
    public Measurements Validate(Measurements measurements) => measurements.Values.Count > 0
        ? measurements
        : throw new ElementException("LAB1", ErrorCategory.Fatal, "There is nothing to compute.");

    [Element("df", "compute")]
    public Summary Compute([From(nameof(Validate))] Measurements measurements) =>
        new(measurements.Values.Count, measurements.Values.Average());

    [Element("cf", "save")]
    public string Save(Summary summary) => FormattableString.Invariant($"{summary.Count} values, {summary.Mean:0.##} on average");
}
