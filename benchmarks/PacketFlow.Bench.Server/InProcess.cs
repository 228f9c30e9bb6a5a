using System.Buffers;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PacketFlow.Bench;

/// <summary>Submits in process: one caller, then 1,024, beside the codec and the work alone.</summary>
internal static class InProcess
{
    private const int Callers = 1024;
    private const int Submits = 200_000;
    private const int SubmitsEach = 400;
    private const int Rounds = 9;
    private const int WarmRounds = 6;

    private static readonly TransformRequest Request = new(["abc", "de", "f"], "uppercase");

    public static async Task RunAsync()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.AddPacketFlow(static flow => flow.AddElements());
        using IHost host = builder.Build();
        await host.StartAsync();
        IPacketFlowClient client = host.Services.GetRequiredService<IPacketFlowClient>();

        var codec = new List<Figures>();
        var one = new List<Figures>();
        var many = new List<Figures>();
        for (int round = -WarmRounds; round < Rounds; round++)
        {
            Figures[] figures =
            [
                await MeasureAsync(Submits, CodecAsync),
                await MeasureAsync(Submits, () => SubmitAsync(client, Submits)),
                await MeasureAsync(Callers * SubmitsEach, () => ManyAsync(client)),
            ];
            if (round >= 0)
            {
                codec.Add(figures[0]);
                one.Add(figures[1]);
                many.Add(figures[2]);
            }
        }

        await host.StopAsync();
        Console.WriteLine(FormattableString.Invariant(
            $"ok codec_ns={Median(codec).Nanoseconds:F1} codec_bytes={Median(codec).Bytes:F1} one_ns={Median(one).Nanoseconds:F1} one_bytes={Median(one).Bytes:F1} many_rate={1e9 / Median(many).Nanoseconds:F0} many_bytes={Median(many).Bytes:F1}"));
    }

    private static async Task<Figures> MeasureAsync(int atoms, Func<Task> run)
    {
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long start = Stopwatch.GetTimestamp();
        await run();
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        return new Figures(time.TotalNanoseconds / atoms, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)atoms);
    }

    // What a submit cannot do without: its payload and its result go through the codec, in process too.
    private static Task CodecAsync()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        for (int i = 0; i < Submits; i++)
        {
            buffer.ResetWrittenCount();
            PacketCodec.Serialize(buffer, Request);
            Transformed result = TransformElements.Transform(PacketCodec.Deserialize<TransformRequest>(buffer.WrittenSpan));
            buffer.ResetWrittenCount();
            PacketCodec.Serialize(buffer, result);
            Verify(PacketCodec.Deserialize<Transformed>(buffer.WrittenSpan));
        }

        return Task.CompletedTask;
    }

    private static async Task SubmitAsync(IPacketFlowClient client, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Verify(await client.SubmitAsync(Elements.Df.Transform, Request));
        }
    }

    private static Task ManyAsync(IPacketFlowClient client) =>
        Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(() => SubmitAsync(client, SubmitsEach))));

    private static void Verify(Transformed result)
    {
        if (result.Output.Length != Request.Input.Length)
        {
            throw new InvalidOperationException("An atom's result is not what its work gives.");
        }
    }

    private static Figures Median(List<Figures> figures)
    {
        Figures[] sorted = [.. figures.OrderBy(static figure => figure.Nanoseconds)];
        return sorted[sorted.Length / 2];
    }

    private readonly record struct Figures(double Nanoseconds, double Bytes);
}
