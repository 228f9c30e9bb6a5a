using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PacketFlow.Observability;

public class HealthTests
{
    private readonly ManualTime _time = new();
    private readonly Usage _usage = new();
    private readonly HealthMonitor _health;
    private int _waiting;

    public HealthTests() => _health = new HealthMonitor(new LoadMonitor(_usage, _time, () => _waiting, capacity: 1000));

    [Fact]
    public void Load_is_the_share_of_all_cores()
    {
        _usage.Processor += TimeSpan.FromSeconds(2);
        _time.Advance(TimeSpan.FromSeconds(2));

        _health.Read().Load.ShouldBe(50);
    }

    [Fact]
    public void Processor_is_not_measured_over_less_than_a_second()
    {
        _usage.Processor += TimeSpan.FromSeconds(1);
        _time.Advance(TimeSpan.FromMilliseconds(999));
        _health.Read().Load.ShouldBe(10);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        _health.Read().Load.ShouldBe(50);
    }

    [Fact]
    public void Busy_cores_and_full_memory_are_at_most_94()
    {
        _usage.Memory = _usage.MemoryLimit;
        _usage.Processor += TimeSpan.FromSeconds(4);
        _time.Advance(TimeSpan.FromSeconds(2));

        HealthSnapshot health = _health.Read();

        health.Load.ShouldBe(94);
        health.State.ShouldBe(HealthState.Degraded);
        health.Ok.ShouldBeTrue();
    }

    [Theory]
    [InlineData(799, 79, "Healthy")]
    [InlineData(800, 80, "Degraded")]
    [InlineData(949, 94, "Degraded")]
    [InlineData(950, 95, "Failed")]
    [InlineData(5000, 100, "Failed")]
    public void A_queue_counts_up_to_100(int waiting, int load, string state)
    {
        _waiting = waiting;

        HealthSnapshot health = _health.Read();

        health.Load.ShouldBe(load);
        health.Queue.ShouldBe(waiting);
        health.State.ToString().ShouldBe(state);
    }

    [Fact]
    public void A_draining_reactor_is_not_ok()
    {
        _health.Drain();

        _health.Read().Ok.ShouldBeFalse();
    }

    [Fact]
    public void The_document_has_the_three_members_in_order()
    {
        _waiting = 120;
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new PacketWriter(bytes);
        HealthDocument.Write(ref writer, _health.Read());
        writer.Flush();

        PacketCodec.ToJson(bytes.WrittenSpan).ShouldBe("""{"ok":true,"load":12,"queue":120}""");
    }

    [Fact]
    public void The_detailed_document_tells_lanes_and_addresses()
    {
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new PacketWriter(bytes);
        var detail = new HealthDetail("r1", "0.1.0", TimeSpan.FromSeconds(3), ["tcp://127.0.0.1:8444"], ["df:a", "cf:b"]);
        HealthDocument.Write(ref writer, _health.Read(), _health.Capacity, detail, new Lanes());
        writer.Flush();
        var json = new ArrayBufferWriter<byte>();

        HealthDocument.ToJson(bytes.WrittenSpan, json);

        using JsonDocument document = JsonDocument.Parse(json.WrittenMemory);
        JsonElement root = document.RootElement;
        root.GetProperty("state").GetString().ShouldBe("healthy");
        root.GetProperty("memory").GetInt32().ShouldBe(10);
        root.GetProperty("capacity").GetInt32().ShouldBe(1000);
        root.GetProperty("uptime_ms").GetInt32().ShouldBe(3000);
        root.GetProperty("addresses")[0].GetString().ShouldBe("tcp://127.0.0.1:8444");
        root.GetProperty("lanes").GetProperty("df").GetProperty("queue").GetInt32().ShouldBe(1);
        root.GetProperty("lanes").GetProperty("df").GetProperty("elements")[0].GetString().ShouldBe("df:a");
    }

    [Theory]
    [InlineData(0, "Degraded")]
    [InlineData(5000, "Failed")]
    public void A_journal_in_trouble_degrades_what_is_well_and_is_told(int waiting, string state)
    {
        _waiting = waiting;
        var health = new HealthMonitor(new LoadMonitor(_usage, _time, () => _waiting, capacity: 1000), static () => "/var/runs.db: disk full");
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new PacketWriter(bytes);

        HealthDocument.Write(ref writer, health.Read());
        writer.Flush();

        health.Read().State.ToString().ShouldBe(state);
        PacketCodec.ToJson(bytes.WrittenSpan).ShouldEndWith(""","degraded":"the journal takes no records"}""");
    }

    [Theory]
    [InlineData(0, HealthStatus.Healthy)]
    [InlineData(800, HealthStatus.Degraded)]
    [InlineData(1000, HealthStatus.Unhealthy)]
    public async Task The_hosts_health_check_tells_the_same(int waiting, HealthStatus status)
    {
        _waiting = waiting;
        var services = new ServiceCollection().AddLogging().AddSingleton(_health);
        services.AddHealthChecks().AddPacketFlow(tags: ["ready"]);
        await using ServiceProvider provider = services.BuildServiceProvider();

        HealthReport report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        report.Entries["packetflow"].Status.ShouldBe(status);
        report.Entries["packetflow"].Tags.ShouldBe(["ready"]);
        report.Entries["packetflow"].Data["queue"].ShouldBe(waiting);
    }

    [Fact]
    public void The_system_tells_what_this_process_uses()
    {
        var usage = new ProcessUsage();

        usage.Processor.ShouldBeGreaterThan(TimeSpan.Zero);
        usage.Memory.ShouldBeInRange(1, usage.MemoryLimit);
    }

    private sealed class Usage : IProcessUsage
    {
        public TimeSpan Processor { get; set; } = TimeSpan.FromSeconds(7);

        public int Cores => 2;

        public long Memory { get; set; } = 100;

        public long MemoryLimit => 1000;
    }

    private sealed class Lanes : ILaneGauges
    {
        public int Waiting(AtomGroup group) => 1;

        public int InFlight(AtomGroup group) => 2;
    }
}
