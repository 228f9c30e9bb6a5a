using System.Globalization;

namespace PacketFlow.Bench;

/// <summary>The raw echo and a server of ours under the same load in turn, so that what the machine does beside them falls on both alike.</summary>
internal sealed class Contest : IDisposable
{
    private const int WarmingMilliseconds = 1500;

    // The tiered compiler works on what is left of the cores: under load, and on one core, it takes its time.
    private const int MaxWarmingTurns = 20;
    private const int SteadyTurns = 3;
    private const double Better = 1.03;

    private readonly ChildProcess _load;
    private readonly HashSet<(Server Server, string Wire, Shape Shape)> _warm = [];

    private Contest(bool pinned, params Server[] servers)
    {
        Servers = servers;
        _load = ChildProcess.Start(Programs.Bench, pinned, "reactor-load");
        _load.Read("ready");
    }

    /// <summary>The contenders; the first one is the limit.</summary>
    public Server[] Servers { get; }

    /// <summary>The limit and ours, or the limit and itself: what the harness adds, and how far two equals are apart here.</summary>
    public static Contest Start(bool againstItself, bool pinned = false) =>
        new(pinned, Server.Echo(pinned), againstItself ? Server.Echo(pinned) : Server.PacketFlow(pinned));

    public static Contest Among(params Server[] servers) => new(pinned: false, servers);

    /// <summary>So many rounds, in each of which every server has its turn.</summary>
    public Outcome Run(string wire, Shape shape, int rounds = 9, int milliseconds = 350, params int[] elements)
    {
        var outcome = new List<Sample[]>();
        Warm(wire, shape, elements);
        for (int round = 0; round < rounds; round++)
        {
            outcome.Add([.. Servers.Select((server, i) => Once(server, wire, shape, milliseconds, ElementsOf(elements, i)))]);
        }

        return new Outcome(outcome);
    }

    public void Hold(Server server, string wire, int connections) =>
        _load.Ask(string.Create(CultureInfo.InvariantCulture, $"hold {wire} {server.PortOf(wire)} {connections}"));

    public void Release() => _load.Ask("release");

    /// <summary>Runs until a server has not become faster for some turns: then the tiered compiler is done with it.</summary>
    public void Warm(string wire, Shape shape, params int[] elements)
    {
        for (int i = 0; i < Servers.Length; i++)
        {
            if (!_warm.Add((Servers[i], wire, shape)))
            {
                continue;
            }

            double best = 0;
            for (int turn = 0, steady = 0; turn < MaxWarmingTurns && steady < SteadyTurns; turn++)
            {
                double rate = Once(Servers[i], wire, shape, WarmingMilliseconds, ElementsOf(elements, i)).Rate;
                steady = rate > best * Better ? 0 : steady + 1;
                best = Math.Max(best, rate);
            }
        }
    }

    public void Dispose()
    {
        _load.Dispose();
        Array.ForEach(Servers, static server => server.Dispose());
    }

    private Sample Once(Server server, string wire, Shape shape, int milliseconds, int elements)
    {
        TimeSpan before = server.Process.ProcessorTime;
        string[] words = _load.Ask(string.Create(
            CultureInfo.InvariantCulture,
            $"run {wire} {server.PortOf(wire)} {shape.Connections} {shape.InFlight} {milliseconds} {elements}")).Split(' ');
        double[] figures = [.. words.Skip(1).Select(static word => double.Parse(word, CultureInfo.InvariantCulture))];
        return new Sample(figures[0], figures[1], figures[2], (server.Process.ProcessorTime - before).TotalMicroseconds / figures[3], (int)figures[4]);
    }

    private static int ElementsOf(int[] elements, int server) => elements.Length == 0 ? 1 : elements[server];
}
