using System.Net.Sockets;
using PacketFlow.Molecules;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.PostgreSql;

/// <summary>Hosts on one journal. Their time stands still until a test moves it: only calls and the store bring them together.</summary>
public abstract class SharedJournalTests(PostgresServer server) : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _open = [];

    /// <summary>Longer than a host waits before it looks at the others.</summary>
    private protected static TimeSpan Beat { get; } = TimeSpan.FromSeconds(3);

    private protected string Database { get; private set; } = "";

    public async ValueTask InitializeAsync() => Database = await server.NewDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable one in Enumerable.Reverse(_open))
        {
            await one.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private protected Task<EngineBench> HostAsync(Action<EngineBench>? configure, TestMolecule molecule) =>
        HostAsync(new PostgreSqlJournal(new Server(Database)), null, configure, molecule);

    private protected async Task<EngineBench> HostAsync(SharedJournal journal, IPayloadProtector? protector, Action<EngineBench>? configure, TestMolecule molecule)
    {
        _open.Add(journal);
        EngineBench host = await EngineBench.StartAsync(journal, new ManualTime(), protector, configure, molecule);
        _open.Add(host);
        return host;
    }

    private protected CuttingProxy Proxy() => new(new UnixDomainSocketEndPoint(server.Socket));

    private protected Task EndLeaseAsync(EngineBench host) =>
        PostgresServer.DoAsync(Database, $"UPDATE packetflow.hosts SET until = '-infinity' WHERE epoch = {host.Engine.Epoch}");

    private protected Task<EngineBench> HostAsync(TestMolecule molecule) => HostAsync(null, molecule);

    private protected static TestMolecule Waiter() => new TestMolecule("waiter").Step("Wait", kind: StepKind.Signal, seconds: null).Step("B", ["Wait"]).Ionic("Wait", "B");

    private protected static async Task StartAsync(EngineBench host, string molecule) => await host.Engine.StartAsync(molecule, 1, PacketCodec.Serialize("in"), "r", default);

    private protected static async Task<List<string>> TraceAsync(EngineBench host)
    {
        var seen = new List<string>();
        await foreach (RunEvent one in host.Engine.TraceAsync("r", default))
        {
            seen.Add($"{one.Kind} {one.Step}".Trim());
        }

        return seen;
    }
}
