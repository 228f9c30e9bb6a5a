using System.Diagnostics.Metrics;

namespace PacketFlow.Observability;

/// <summary>
/// What a reactor counts and measures. Counting is a few plain additions on the thread's own counts; a meter's listener and Prometheus read
/// the same sums when they ask.
/// </summary>
internal sealed class ReactorMetrics
{
    private readonly AtomCounters _atoms = new();
    private readonly TransportCounters[] _transports = [.. Labels.Transports.Select(static _ => new TransportCounters())];
    private readonly Histogram<double> _duration;
    private readonly double _nanosecondsPerTick;
    private ILaneGauges? _lanes;
    private Func<int>? _load;

    public ReactorMetrics(IMeterFactory meters, TimeProvider time)
    {
        _nanosecondsPerTick = 1e9 / time.TimestampFrequency;
        Meter meter = meters.Create(PacketFlowTelemetry.MeterName, typeof(ReactorMetrics).Assembly.GetName().Version?.ToString(3));
        _duration = meter.CreateHistogram(
            Instruments.Duration.Name, Instruments.Duration.Unit, Instruments.Duration.Description, tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = DurationBuckets.Bounds });
        Counter(meter, Instruments.Atoms, Atoms);
        Counter(meter, Instruments.Rejected, Rejections);
        Counter(meter, Instruments.IgnoredTokens, IgnoredTokens);
        Gauge(meter, Instruments.Queue, () => Lanes(static (lanes, group) => lanes.Waiting(group)));
        Gauge(meter, Instruments.InFlight, () => Lanes(static (lanes, group) => lanes.InFlight(group)));
        Gauge(meter, Instruments.Connections, () => Transports(static transport => transport.Open));
        Counter(meter, Instruments.Accepted, () => Transports(static transport => transport.Accepted));
        Counter(meter, Instruments.Refused, () => Transports(static transport => transport.Refused));
        Counter(meter, Instruments.Received, () => Transports(static transport => transport.ReceivedBytes));
        Counter(meter, Instruments.Sent, () => Transports(static transport => transport.SentBytes));
        Gauge(meter, Instruments.Load, () => _load is { } load ? [new Measurement<long>(load())] : []);
        Runs = new RunMetrics(meter, time);
    }

    /// <summary>What is counted of runs.</summary>
    public RunMetrics Runs { get; }

    /// <summary>An atom that had started was answered.</summary>
    /// <param name="group">Its group.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="ticks">From its arrival, in the time provider's timestamps.</param>
    public void Ended(AtomGroup group, AtomOutcome outcome, long ticks)
    {
        double nanoseconds = ticks * _nanosecondsPerTick;
        _atoms.Mine.Ended(group, outcome, (long)nanoseconds);
        if (_duration.Enabled)
        {
            _duration.Record(nanoseconds / 1e9, Labels.GroupTags[(int)group]);
        }
    }

    /// <summary>An atom was answered without having started.</summary>
    public void Rejected(RejectReason reason) => _atoms.Mine.Rejected(reason);

    /// <summary>A handler went on although its token was cancelled.</summary>
    public void IgnoredToken(AtomGroup group) => _atoms.Mine.IgnoredToken(group);

    /// <summary>The counters of one kind of transport.</summary>
    public TransportCounters Transport(TransportKind kind) => _transports[(int)kind];

    /// <summary>Where the gauges read from now on.</summary>
    public void Observe(ILaneGauges lanes, Func<int> load) => (_lanes, _load) = (lanes, load);

    /// <summary>The sums of all threads.</summary>
    public AtomCounts Total() => _atoms.Total();

    /// <summary>How many atoms wait or are in flight, for each group; nothing before a reactor is observed.</summary>
    public IEnumerable<Measurement<long>> Lanes(Func<ILaneGauges, AtomGroup, int> read)
    {
        if (_lanes is { } lanes)
        {
            foreach (AtomGroup group in PeriodicTable.Groups)
            {
                yield return new Measurement<long>(read(lanes, group), Labels.GroupTags[(int)group]);
            }
        }
    }

    /// <summary>The load, before a reactor is observed null.</summary>
    public int? Load => _load?.Invoke();

    private IEnumerable<Measurement<long>> Atoms()
    {
        AtomCounts total = Total();
        for (int group = 0; group < Labels.Groups.Length; group++)
        {
            for (int outcome = 0; outcome < Labels.Outcomes.Length; outcome++)
            {
                yield return new Measurement<long>(total.Outcome(group, outcome), Labels.GroupTags[group], Labels.OutcomeTags[outcome]);
            }
        }
    }

    private IEnumerable<Measurement<long>> Rejections()
    {
        AtomCounts total = Total();
        for (int reason = 0; reason < Labels.Reasons.Length; reason++)
        {
            yield return new Measurement<long>(total.Rejections(reason), Labels.ReasonTags[reason]);
        }
    }

    private IEnumerable<Measurement<long>> IgnoredTokens()
    {
        AtomCounts total = Total();
        for (int group = 0; group < Labels.Groups.Length; group++)
        {
            yield return new Measurement<long>(total.IgnoredTokens(group), Labels.GroupTags[group]);
        }
    }

    private IEnumerable<Measurement<long>> Transports(Func<TransportCounters, long> read)
    {
        for (int kind = 0; kind < _transports.Length; kind++)
        {
            yield return new Measurement<long>(read(_transports[kind]), Labels.TransportTags[kind]);
        }
    }

    private static void Counter(Meter meter, InstrumentInfo info, Func<IEnumerable<Measurement<long>>> read) =>
        meter.CreateObservableCounter(info.Name, read, info.Unit, info.Description);

    private static void Gauge(Meter meter, InstrumentInfo info, Func<IEnumerable<Measurement<long>>> read) =>
        meter.CreateObservableUpDownCounter(info.Name, read, info.Unit, info.Description);
}
