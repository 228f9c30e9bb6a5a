using System.Buffers;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PacketFlow.Hosting;

namespace PacketFlow.Observability;

public sealed class ReactorMetricsTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ReactorMetrics _metrics;

    public ReactorMetricsTests() => _metrics = new ReactorMetrics(_services.GetRequiredService<IMeterFactory>(), new ManualTime());

    public void Dispose() => _services.Dispose();

    [Fact]
    public void Counts_of_all_threads_are_summed_after_the_threads_are_gone()
    {
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < 1000; i++)
            {
                _metrics.Ended(AtomGroup.Df, AtomOutcome.Completed, 10);
            }
        }))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        _metrics.Total().Outcome((int)AtomGroup.Df, (int)AtomOutcome.Completed).ShouldBe(4000);
        _metrics.Total().Nanoseconds((int)AtomGroup.Df).ShouldBe(4000 * 1000);
    }

    [Fact]
    public void Two_reactors_on_one_thread_count_for_themselves()
    {
        using ServiceProvider others = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var other = new ReactorMetrics(others.GetRequiredService<IMeterFactory>(), TimeProvider.System);

        _metrics.Rejected(RejectReason.QueueFull);
        other.Rejected(RejectReason.QueueFull);
        other.Rejected(RejectReason.QueueFull);
        _metrics.Rejected(RejectReason.QueueFull);
        _metrics.Rejected(RejectReason.QueueFull);

        _metrics.Total().Rejections((int)RejectReason.QueueFull).ShouldBe(3);
        other.Total().Rejections((int)RejectReason.QueueFull).ShouldBe(2);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1024, 0)]
    [InlineData(1025, 1)]
    [InlineData(2048, 1)]
    [InlineData(2049, 2)]
    [InlineData(long.MaxValue, DurationBuckets.Count - 1)]
    public void A_duration_is_in_the_bucket_of_the_next_bound(long nanoseconds, int bucket) => DurationBuckets.Of(nanoseconds).ShouldBe(bucket);

    [Fact]
    public void A_listener_gets_every_instrument_with_name_and_unit()
    {
        _metrics.Observe(new Lanes(), () => 42);
        var seen = new Dictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == PacketFlowTelemetry.MeterName && ReferenceEquals(instrument.Meter.Scope, _services.GetRequiredService<IMeterFactory>()))
            {
                self.EnableMeasurementEvents(instrument);
                Instruments.All.Single(info => info.Name == instrument.Name).Unit.ShouldBe(instrument.Unit);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => seen[instrument.Name] = seen.GetValueOrDefault(instrument.Name) + value);
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => seen[instrument.Name] = value);
        listener.Start();

        _metrics.Ended(AtomGroup.Ed, AtomOutcome.Failed, TimeSpan.TicksPerMillisecond);
        _metrics.Rejected(RejectReason.Expired);
        _metrics.Transport(TransportKind.Tcp).Received(100);
        _metrics.Runs.Of("order").AddEnded(RunStatus.InDoubt);
        _metrics.Runs.Of("order").AddTry(TryOutcome.InDoubt);
        _metrics.Runs.Appended(TimeSpan.TicksPerMillisecond);
        listener.RecordObservableInstruments();

        seen.Keys.Order().ShouldBe(Instruments.All.Select(static info => info.Name).Order());
        seen["packetflow.atoms"].ShouldBe(1);
        seen["packetflow.atom.duration"].ShouldBe(0.001);
        seen["packetflow.atoms.rejected"].ShouldBe(1);
        seen["packetflow.received"].ShouldBe(100);
        seen["packetflow.queue.depth"].ShouldBe(6 * 3);
        seen["packetflow.load"].ShouldBe(42);
        seen["packetflow.runs.ended"].ShouldBe(1);
        seen["packetflow.steps.tries"].ShouldBe(1);
        seen["packetflow.journal.append.duration"].ShouldBe(0.001);
    }

    [Fact]
    public void Prometheus_text_has_help_type_and_samples()
    {
        _metrics.Observe(new Lanes(), () => 42);
        _metrics.Ended(AtomGroup.Df, AtomOutcome.Completed, TimeSpan.TicksPerMillisecond);
        _metrics.Transport(TransportKind.WebSocket).Opened();

        string[] lines = Text();

        lines.ShouldContain("# HELP packetflow_atoms_total Atoms that started and ended.");
        lines.ShouldContain("# TYPE packetflow_atoms_total counter");
        lines.ShouldContain("packetflow_atoms_total{group=\"df\",outcome=\"completed\"} 1");
        lines.ShouldContain("# TYPE packetflow_atom_duration_seconds histogram");
        lines.ShouldContain("packetflow_atom_duration_seconds_bucket{group=\"df\",le=\"0.000524288\"} 0");
        lines.ShouldContain("packetflow_atom_duration_seconds_bucket{group=\"df\",le=\"0.001048576\"} 1");
        lines.ShouldContain("packetflow_atom_duration_seconds_bucket{group=\"df\",le=\"+Inf\"} 1");
        lines.ShouldContain("packetflow_atom_duration_seconds_sum{group=\"df\"} 0.001");
        lines.ShouldContain("packetflow_atom_duration_seconds_count{group=\"df\"} 1");
        lines.ShouldContain("packetflow_queue_depth{group=\"ed\"} 3");
        lines.ShouldContain("packetflow_connections{transport=\"websocket\"} 1");
        lines.ShouldContain("packetflow_load 42");
    }

    [Fact]
    public void Prometheus_text_tells_every_instrument_once()
    {
        _metrics.Observe(new Lanes(), () => 0);

        Text().Where(static line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(static line => line.Split(' ')[2])
            .ShouldBe(Instruments.All.Select(static info => info.Prometheus));
    }

    [Fact]
    public void Prometheus_values_are_escaped()
    {
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new PrometheusWriter(bytes);

        writer.Sample("a", [("b", "c\\\"\n")], double.PositiveInfinity);

        Encoding.UTF8.GetString(bytes.WrittenSpan).ShouldBe("a{b=\"c\\\\\\\"\\n\"} +Inf\n");
    }

    [Fact]
    public void Counting_allocates_nothing()
    {
        RunCounts order = _metrics.Runs.Of("order");
        _metrics.Ended(AtomGroup.Df, AtomOutcome.Completed, 10);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < 1000; i++)
        {
            _metrics.Ended(AtomGroup.Df, AtomOutcome.Completed, 10);
            order.AddTry(TryOutcome.Completed);
            _metrics.Runs.Appended(10);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Every_instrument_is_documented_and_no_other() =>
        ConfigurationDocTests.Doc("signals.md").Where(static line => line.StartsWith("| `packetflow.", StringComparison.Ordinal))
            .ShouldBe(Instruments.All.Select(static info =>
                $"| `{info.Name}` | `{info.Prometheus}` | {info.Kind.ToString().ToLowerInvariant()} | `{info.Unit}` | {(info.LabelNames.Count == 0 ? "none" : string.Join(", ", info.LabelNames))} | {info.Description} |"));

    private string[] Text()
    {
        var bytes = new ArrayBufferWriter<byte>();
        PrometheusText.Write(_metrics, bytes);
        return Encoding.UTF8.GetString(bytes.WrittenSpan).Split('\n');
    }

    private sealed class Lanes : ILaneGauges
    {
        public int Waiting(AtomGroup group) => 3;

        public int InFlight(AtomGroup group) => 5;
    }
}
