using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using PacketFlow.Hosting;
using PacketFlow.Reactor;
using PacketFlow.Transport;

namespace PacketFlow.Observability;

/// <summary>What the page of signals tells its reader to write, with the real package: it compiles as it stands there, and the signals come.</summary>
[Collection("OpenTelemetry")]
public class OpenTelemetryTests
{
    [Fact]
    public async Task Lines_of_the_page_bring_spans_and_metrics()
    {
        var spans = new ConcurrentBag<Activity>();
        var metrics = new List<MetricSnapshot>();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("PacketFlow:Listen:Tcp", "tcp://127.0.0.1:0"), new("PacketFlow:Listen:Http", "http://127.0.0.1:0")]);
        builder.AddPacketFlow(flow => flow.Add(new HandlerModule("Tests",
            [
                new NumberHandler(AtomGroup.Df, "observed", static async (value, call) => (int)(await call.Context.Client.SubmitAsync("ed", "observed_too", value)).AsInt64()),
                new NumberHandler(AtomGroup.Ed, "observed_too", static (value, _) => value > 0 ? new(value) : throw new PacketFlowException("SHOP1", ErrorCategory.Fatal, "no")),
            ])));
        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter(PacketFlowTelemetry.MeterName))
            .WithTracing(tracing => tracing.AddSource(PacketFlowTelemetry.ActivitySourceName));
        builder.Services.ConfigureOpenTelemetryMeterProvider(provider => provider.AddInMemoryExporter(metrics));
        builder.Services.ConfigureOpenTelemetryTracerProvider(provider => provider.AddProcessor(new Keeping(spans)));
        await using WebApplication application = builder.Build();
        application.MapPacketFlow();
        await application.StartAsync(TestContext.Current.CancellationToken);
        string tcp = application.Services.GetRequiredService<ReactorHealth>().Addresses.Single(static address => address.StartsWith("tcp", StringComparison.Ordinal));

        await using (PacketFlowClient client = await PacketFlowClient.ConnectAsync(tcp))
        {
            (await client.SubmitAsync("df", "observed", 5)).AsInt64().ShouldBe(5);
            (await client.TrySubmitAsync(new Element<int, int>(AtomGroup.Df, "observed"), 0)).IsSuccess.ShouldBeFalse();
        }

        application.Services.GetRequiredService<MeterProvider>().ForceFlush().ShouldBeTrue();

        // Each submit of the client, the handler's, the one that it submits itself, and that handler's.
        ILookup<ActivityTraceId, Activity> traces = spans.Where(static span => span.OperationName.Contains("observed", StringComparison.Ordinal)).ToLookup(static span => span.TraceId);
        traces.Count.ShouldBe(2);
        foreach (IGrouping<ActivityTraceId, Activity> trace in traces)
        {
            trace.Select(static span => $"{span.OperationName} {span.Kind}").Order(StringComparer.Ordinal)
                .ShouldBe(["df:observed Client", "df:observed Server", "ed:observed_too Client", "ed:observed_too Server"]);
        }

        spans.Count(static span => span.OperationName == "ed:observed_too" && span.Kind == ActivityKind.Server && (string?)span.GetTagItem("error.type") == "SHOP1").ShouldBe(1);

        // A journal in memory is not measured.
        metrics.Select(static metric => metric.Name).Distinct().Order(StringComparer.Ordinal)
            .ShouldBe(Instruments.All.Except([Instruments.JournalAppend]).Select(static info => info.Name).Order(StringComparer.Ordinal));
        Sum(metrics, "packetflow.atoms", "completed").ShouldBe(2);
        Sum(metrics, "packetflow.atoms", "failed").ShouldBe(2);
        Sum(metrics, "packetflow.received", "tcp").ShouldBePositive();
    }

    [Fact]
    public void Lines_of_the_page_are_the_lines_of_this_test()
    {
        string[] page = ConfigurationDocTests.Doc("signals.md");
        int start = Array.IndexOf(page, "```csharp");
        string[] documented = [.. page[(start + 1)..Array.IndexOf(page, "```", start)].Select(static line => line.Trim())];
        string root = typeof(OpenTelemetryTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static attribute => attribute.Key == "RepositoryRoot").Value!;
        string[] written = [.. File.ReadAllLines(Path.Combine(root, "tests", "PacketFlow.Runtime.Tests", "Observability", "OpenTelemetryTests.cs")).Select(static line => line.Trim())];

        documented.Length.ShouldBe(3);
        string.Join('\n', written).ShouldContain(string.Join('\n', documented));
    }

    private static long Sum(IEnumerable<MetricSnapshot> metrics, string name, string label)
    {
        long sum = 0;
        foreach (MetricSnapshot metric in metrics.Where(metric => metric.Name == name))
        {
            foreach (MetricPoint point in metric.MetricPoints)
            {
                foreach (KeyValuePair<string, object?> tag in point.Tags)
                {
                    sum += tag.Value as string == label ? point.GetSumLong() : 0;
                }
            }
        }

        return sum;
    }

    /// <summary>Spans of other tests in this process end while these are looked at, which a plain list does not bear.</summary>
    private sealed class Keeping(ConcurrentBag<Activity> spans) : OpenTelemetry.BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data) => spans.Add(data);
    }
}
