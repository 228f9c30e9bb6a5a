using System.Globalization;
using System.Text.RegularExpressions;

namespace PacketFlow.Bench;

/// <summary>A server that runs: the raw echo or ours.</summary>
internal sealed partial class Server : IDisposable
{
    private readonly int _tcp;
    private readonly int _http;

    private Server(ChildProcess process)
    {
        Process = process;
        string ready = process.Read("ready");
        _http = Port(HttpPort().Match(ready));

        // Where it chose the port itself, a host tells on its health page.
        _tcp = TcpPort().Match(ready) is { Success: true } told ? Port(told) : Port(TcpAddress().Match(Health()));
    }

    public ChildProcess Process { get; }

    public static Server Echo(bool pinned = false) => new(ChildProcess.Start(Programs.Bench, pinned, "reactor-echo"));

    public static Server PacketFlow(bool pinned = false, int elements = 1) =>
        new(ChildProcess.Start(Programs.Server, pinned, "serve", elements.ToString(CultureInfo.InvariantCulture)));

    public int PortOf(string wire) => wire == "tcp" ? _tcp : _http;

    public void Dispose() => Process.Dispose();

    private string Health()
    {
        using var http = new HttpClient();
        return http.GetStringAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_http}/health?detail=true"))).GetAwaiter().GetResult();
    }

    private static int Port(Match match) => match.Success
        ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
        : throw new InvalidOperationException("A server did not say where it listens.");

    [GeneratedRegex("http=([0-9]+)")]
    private static partial Regex HttpPort();

    [GeneratedRegex("tcp=([0-9]+)")]
    private static partial Regex TcpPort();

    [GeneratedRegex("tcp://127\\.0\\.0\\.1:([0-9]+)")]
    private static partial Regex TcpAddress();
}
