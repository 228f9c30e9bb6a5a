namespace PacketFlow.Peers;

/// <summary>A host as a process of its own, on ports that the system chose: its log says which.</summary>
public abstract class RunningProgram(string folder, params (string Key, string Value)[] settings) : IAsyncLifetime
{
    private static readonly (string Key, string Value)[] AnyPort =
    [
        ("PacketFlow__Listen__Http", "http://127.0.0.1:0"),
        ("PacketFlow__Listen__Http2", "http://127.0.0.1:0"),
        ("PacketFlow__Listen__Tcp", "tcp://127.0.0.1:0"),
        ("Logging__LogLevel__Microsoft.AspNetCore", "Warning"),
    ];

    private StartedProcess? _process;

    /// <summary>Address and port of HTTP/1.1 and WebSocket.</summary>
    public string Http { get; private set; } = "";

    /// <summary>Address and port of HTTP/2.</summary>
    public string Http2 { get; private set; } = "";

    /// <summary>Address and port of length-prefixed messages.</summary>
    public string Tcp { get; private set; } = "";

    public string WebSocket => $"ws://{Http}/packetflow/v1";

    internal StartedProcess Process => _process!;

    public async ValueTask InitializeAsync()
    {
        string name = Path.GetFileName(folder);
        string program = Path.Combine(Tree.Root, folder, "bin", Tree.Configuration, "net10.0", name + ".dll");
        Dictionary<string, string> environment = AnyPort.Concat(settings).ToDictionary(static pair => pair.Key, static pair => pair.Value);
        _process = StartedProcess.Start(Path.GetDirectoryName(program)!, environment, "dotnet", "exec", program);
        Tcp = Authority(await _process.LineAsync("Listening on tcp://"));
        Http = Authority(await _process.LineAsync("Now listening on: "));
        Http2 = Authority(await _process.LineAsync("Now listening on: ", after: 1));
        await _process.LineAsync("Application started");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            await using (process)
            {
                (await process.StopAsync()).ShouldBe(0, process.Output);
            }
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Starts a peer from among the programs of <c>tests/peers</c>.</summary>
    internal static StartedProcess Start(string program, params string[] arguments) => StartedProcess.Start(Peers, [], program, arguments);

    /// <summary>Runs a peer to its end.</summary>
    /// <returns>What it printed.</returns>
    internal async Task<string> RunAsync(string program, params string[] arguments)
    {
        try
        {
            return await StartedProcess.RunAsync(Peers, program, arguments);
        }
        catch (InvalidOperationException failed)
        {
            throw new InvalidOperationException($"{failed.Message}\nThe host printed:\n{Process.Output}", failed);
        }
    }

    private static string Peers => Path.Combine(Tree.Root, "tests", "peers");

    private static string Authority(string line) => line[(line.IndexOf("://", StringComparison.Ordinal) + 3)..].Trim();
}
