using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace PacketFlow.Observability;

/// <summary>
/// What a host counts of its runs: their records once they are durable, so that the figures are what the journal says. A meter's listener and
/// Prometheus read the same sums.
/// </summary>
internal sealed class RunMetrics
{
    /// <summary>What all molecules that came as documents are called: their names are their callers'.</summary>
    public const string Document = "(document)";

    private readonly ConcurrentDictionary<string, RunCounts> _molecules = new(StringComparer.Ordinal);
    private readonly Histogram<double> _append;
    private readonly double _nanosecondsPerTick;
    private Func<int> _inMemory = static () => 0;
    private Func<int> _timed = static () => 0;
    private Func<int> _inLine = static () => 0;

    public RunMetrics(Meter meter, TimeProvider time)
    {
        _nanosecondsPerTick = 1e9 / time.TimestampFrequency;
        Journal = new JournalFigures(time);
        Of(Document);
        Counter(meter, Instruments.RunsBegun, () => Each(static molecule => molecule.Begun));
        Counter(meter, Instruments.RunsEnded, Ends);
        Counter(meter, Instruments.StepTries, Tries);
        Counter(meter, Instruments.StepRetries, () => Each(static molecule => molecule.Retries));
        Counter(meter, Instruments.RetriesHeld, () => Each(static molecule => molecule.HeldBack));
        Gauge(meter, Instruments.RetriesWaiting, () => InLine);
        Counter(meter, Instruments.StepsUndone, () => Each(static molecule => molecule.Undone));
        Gauge(meter, Instruments.RunsInMemory, () => InMemory);
        Gauge(meter, Instruments.RunsTimed, () => Timed);
        _append = meter.CreateHistogram(
            Instruments.JournalAppend.Name, Instruments.JournalAppend.Unit, Instruments.JournalAppend.Description, tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = DurationBuckets.Bounds });
        meter.CreateObservableCounter(Instruments.JournalFailures.Name, () => Journal.Failures, Instruments.JournalFailures.Unit, Instruments.JournalFailures.Description);
    }

    public JournalFigures Journal { get; }

    public int InMemory => _inMemory();

    public int Timed => _timed();

    public int InLine => _inLine();

    /// <summary>By name, so that what Prometheus reads stands in order.</summary>
    public IReadOnlyList<RunCounts> Molecules => [.. _molecules.Values.OrderBy(static molecule => molecule.Molecule, StringComparer.Ordinal)];

    /// <summary>The counts of a molecule; its versions share them.</summary>
    public RunCounts Of(string molecule) => _molecules.GetOrAdd(molecule, static name => new RunCounts(name));

    /// <summary>Where the gauges read from now on.</summary>
    /// <param name="inMemory">How many runs are in memory.</param>
    /// <param name="timed">How many have a moment at which they go on.</param>
    /// <param name="inLine">How many retries wait for the budget of their step.</param>
    public void Observe(Func<int> inMemory, Func<int> timed, Func<int> inLine) => (_inMemory, _timed, _inLine) = (inMemory, timed, inLine);

    /// <summary>The journal took records.</summary>
    /// <param name="ticks">How long that took, in the time provider's timestamps.</param>
    public void Appended(long ticks)
    {
        double nanoseconds = ticks * _nanosecondsPerTick;
        Journal.Appended((long)nanoseconds);
        if (_append.Enabled)
        {
            _append.Record(nanoseconds / 1e9);
        }
    }

    private IEnumerable<Measurement<long>> Each(Func<RunCounts, long> read) => Molecules.Select(molecule => new Measurement<long>(read(molecule), molecule.Tag));

    private IEnumerable<Measurement<long>> Ends() => Molecules.SelectMany(static molecule =>
        Labels.EndStatuses.Select((end, number) => new Measurement<long>(molecule.Ended(end.Status), molecule.Tag, Labels.EndStatusTags[number])));

    private IEnumerable<Measurement<long>> Tries() => Molecules.SelectMany(static molecule =>
        Labels.TryOutcomes.Select((_, number) => new Measurement<long>(molecule.Tries((TryOutcome)number), molecule.Tag, Labels.TryOutcomeTags[number])));

    private static void Counter(Meter meter, InstrumentInfo info, Func<IEnumerable<Measurement<long>>> read) =>
        meter.CreateObservableCounter(info.Name, read, info.Unit, info.Description);

    private static void Gauge(Meter meter, InstrumentInfo info, Func<long> read) =>
        meter.CreateObservableUpDownCounter(info.Name, read, info.Unit, info.Description);
}
