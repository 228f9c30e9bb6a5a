using System.Net.Sockets;
using System.Text;
using PacketFlow.Hosting;

namespace PacketFlow.Transport;

/// <summary>Bodies in chunks that are none: the requester is told, as of every other body that is no message.</summary>
public sealed class HostileChunksTests(BesiegedHost besieged) : IClassFixture<BesiegedHost>
{
    private const string Head = "POST /atoms HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

    private const string Atom = """{"id":"a","group":"df","element":"echo","data":5}""";

    /// <summary>What comes after the head.</summary>
    public static TheoryData<string> Bodies =>
    [
        "zz\r\n{}\r\n0\r\n\r\n",
        "\r\n{}\r\n0\r\n\r\n",
        " 2\r\n{}\r\n0\r\n\r\n",
        "-2\r\n{}\r\n0\r\n\r\n",
        "+2\r\n{}\r\n0\r\n\r\n",
        "0x2\r\n{}\r\n0\r\n\r\n",
        "2\n{}\r\n0\r\n\r\n",
        "2;\n{}\r\n0\r\n\r\n",
        "2\r\n{}0\r\n\r\n",
        "2\r\n{}}\r\n0\r\n\r\n",
        "7fffffff1\r\n{}\r\n",
        "80000000\r\n{}\r\n",
        "ffffffff\r\n{}\r\n",
        "100000000\r\n{}\r\n",
        "7fffffffffffffff\r\n{}\r\n",
        "8000000000000000\r\n{}\r\n",
        "ffffffffffffffff\r\n{}\r\n",
        "10000000000000000\r\n{}\r\n",
        "2\r\n{}\r\n8000000000000000\r\n",
        "2\r\n{}\r\n0\r\nno trailer\r\n\r\n",
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Body_in_chunks_that_are_none_is_400_and_told_why(string body)
    {
        string answer = await TellAsync(body);

        answer.ShouldStartWith("HTTP/1.1 400 ");
        answer.ShouldContain("PF002");
        answer.ShouldContain("application/json");
        answer.ShouldContain("Connection: close");
        answer.Split("HTTP/1.1 ").Length.ShouldBe(2);
        await besieged.ShouldServeAsync();
    }

    /// <summary>Whatever is broken in a good body, it is the peer that is told so.</summary>
    [Fact]
    public async Task No_broken_body_is_told_to_be_a_fault_of_this_side()
    {
        var random = new Random(7);
        string good = $"{Atom.Length:x}\r\n{Atom}\r\n0\r\n\r\n";
        for (int i = 0; i < 300; i++)
        {
            char[] body = good.ToCharArray();
            int at = random.Next(3) == 0 ? random.Next(4) : random.Next(body.Length);
            body[at] = (char)random.Next(256);
            string sent = new(body, 0, random.Next(4) == 0 ? random.Next(body.Length) : body.Length);

            // Whatever is still waited for, this is not it.
            sent += string.Concat(Enumerable.Repeat("\r\nzz", 100));

            string answer = await TellAsync(sent);

            answer.ShouldMatch(@"\AHTTP/1\.1 (200|4\d\d) ", $"{sent}: {answer}");
        }

        await besieged.ShouldServeAsync();
    }

    [Fact]
    public async Task Broken_chunks_and_requesters_that_leave_amid_them_are_no_error_in_the_log()
    {
        var log = new HostLog();
        await using RunningHost host = await RunningHost.StartAsync(
            [], (services, _) => services.Add(Microsoft.Extensions.DependencyInjection.ServiceDescriptor.Singleton<Microsoft.Extensions.Logging.ILoggerProvider>(log)), NumberHandler.Echo);
        foreach (string body in Bodies.Cast<ITheoryDataRow>().Select(static row => (string)row.GetData()[0]!).Concat(["2", "2\r\n{", "2\r\n{}\r\n", "7fffffff\r\n{}"]))
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(host.Http.Host, host.Http.Port);
            await socket.SendAsync(Encoding.Latin1.GetBytes(Head + body));
            socket.Shutdown(SocketShutdown.Send);
            await BesiegedHost.ReadAsync(socket, until: null);
        }

        await host.StopAsync();

        log.Lines.ShouldNotContain(static line => line.Contains("unhandled exception", StringComparison.OrdinalIgnoreCase));
    }

    private async Task<string> TellAsync(string body)
    {
        using Socket socket = await besieged.ConnectHttpAsync();
        await socket.SendAsync(Encoding.Latin1.GetBytes(Head + body));
        return await BesiegedHost.ReadAsync(socket, until: null);
    }
}
