using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace PacketFlow.EndToEnd;

/// <summary>The sample without a web server, as a process.</summary>
public sealed class WorkerTests
{
    private static readonly Dictionary<string, string> AnyPort = new() { ["PacketFlow__Listen__Tcp"] = "tcp://127.0.0.1:0" };

    private static string Program => Path.Combine(Tree.Root, "samples", "Worker", "bin", Tree.Configuration, "net10.0", "Worker.dll");

    [Fact]
    public async Task Worker_answers_an_atom_over_TCP_and_ends_with_0_when_it_is_asked_to()
    {
        await using StartedProcess worker = Start("dotnet", "exec", Program);
        Uri address = await AddressAsync(worker);

        await using (PacketFlowClient client = await PacketFlowClient.ConnectAsync(address.OriginalString))
        {
            (await client.SubmitAsync("df", "square", 7)).AsInt64().ShouldBe(49);
            (await client.TrySubmitAsync(new Element<int, int>(AtomGroup.Df, "square"), int.MaxValue)).Error!.Code.ShouldBe("PF500");
        }

        (await worker.StopAsync()).ShouldBe(0, worker.Output);
        worker.Output.ShouldContain("Stopped: every atom was answered");
    }

    [Fact]
    public async Task Second_signal_ends_the_grace_of_what_runs_and_it_is_answered()
    {
        await using StartedProcess worker = Start("dotnet", "exec", Program, "--PacketFlow:Limits:drain_grace_ms=600000");
        Uri address = await AddressAsync(worker);
        using var peer = new TcpClient(address.Host, address.Port);
        await SendAsync(peer, """{"t":5,"s":1,"d":{"elements":["df:never"]}}""");
        await peer.GetStream().ReadAtLeastAsync(new byte[4096], 1);
        await using PacketFlowClient client = await PacketFlowClient.ConnectAsync(address.OriginalString);
        Task<AtomResult<FlowValue>> asked = client.TrySubmitAsync(new Element<int, FlowValue>(AtomGroup.Df, "never"), 1).AsTask();
        await client.SubmitAsync("df", "square", 1);

        worker.Signal(StartedProcess.SigTerm);
        await worker.LineAsync("1 in flight have 600 s");
        asked.IsCompleted.ShouldBeFalse();

        (await worker.StopAsync()).ShouldBe(0, worker.Output);
        (await asked).Error!.Code.ShouldBe("PF504");
    }

    [Fact]
    public async Task Worker_out_of_file_handles_serves_whom_it_has_and_takes_others_when_there_are_some()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("The limit is set by a shell.");
        }

        await using StartedProcess worker = Start("sh", "-c", $"ulimit -n 220 && exec dotnet exec '{Program}'");
        Uri address = await AddressAsync(worker);
        await using PacketFlowClient first = await PacketFlowClient.ConnectAsync(address.OriginalString);
        (await first.SubmitAsync("df", "square", 2)).AsInt64().ShouldBe(4);

        // The system takes them all, and the worker as many as it can.
        var crowd = new List<Socket>();
        try
        {
            for (int i = 0; i < 300; i++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                crowd.Add(socket);
                await socket.ConnectAsync(IPAddress.Loopback, address.Port);
            }

            // Not the last handles: without them the runtime starts no thread, and ends the process.
            await worker.LineAsync("TCP connections cannot be taken and wait");
            Directory.GetFileSystemEntries($"/proc/{worker.Id}/fd").Length.ShouldBeLessThan(215);
            (await first.SubmitAsync("df", "square", 3)).AsInt64().ShouldBe(9);
        }
        finally
        {
            crowd.ForEach(static socket => socket.Dispose());
        }

        await worker.LineAsync("TCP connections are taken again");
        await using PacketFlowClient next = await PacketFlowClient.ConnectAsync(address.OriginalString);
        (await next.SubmitAsync("df", "square", 4)).AsInt64().ShouldBe(16);
        (await worker.StopAsync()).ShouldBe(0, worker.Output);
    }

    private static Task SendAsync(TcpClient peer, string json)
    {
        byte[] message = PacketCodec.FromJson(json), frame = new byte[4 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, message.Length);
        message.CopyTo(frame, 4);
        return peer.GetStream().WriteAsync(frame).AsTask();
    }

    private static StartedProcess Start(string program, params string[] arguments) =>
        StartedProcess.Start(Path.GetDirectoryName(Program)!, AnyPort, program, arguments);

    private static async Task<Uri> AddressAsync(StartedProcess worker)
    {
        string line = await worker.LineAsync("Listening on tcp://");
        await worker.LineAsync("Application started");
        return new Uri(line[line.IndexOf("tcp://", StringComparison.Ordinal)..].Trim());
    }
}
