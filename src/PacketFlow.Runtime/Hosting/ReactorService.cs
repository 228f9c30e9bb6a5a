using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PacketFlow.Client;
using PacketFlow.Molecules;
using PacketFlow.Observability;
using PacketFlow.Reactor;
using PacketFlow.Transport;

namespace PacketFlow.Hosting;

/// <summary>
/// Opens the reactor's doors when the host starts and drains it when the host stops: no new work, then the end of what is on its way; a
/// second signal ends that at once.
/// That the reactor is made here lets what is wrong with its modules stop the start and not the first atom.
/// </summary>
internal sealed class ReactorService(
    LocalReactor reactor,
    MoleculeEngine engine,
    TcpDoor tcp,
    ConnectionSet connections,
    OtherReactors others,
    HttpConnections requests,
    HealthMonitor monitor,
    ReactorHealth health,
    WebDoors web,
    LaneGauges lanes,
    ReactorMetrics metrics,
    PacketFlowOptions options,
    TimeProvider time,
    ILoggerFactory logs,
    IServiceProvider services) : IHostedLifecycleService, IDisposable
{
    private readonly SafeLogger _log = new(logs.CreateLogger("PacketFlow"));
    private string? _tcpAddress;
    private StopSignals? _signals;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        metrics.Observe(lanes, () => monitor.Read().Load);
        return Task.CompletedTask;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the doors open: a journal that cannot be used stops the start, and whoever asks for a run finds it.
        await engine.StartAsync(cancellationToken).ConfigureAwait(false);
        if (options.Listen.Tcp is { } address)
        {
            try
            {
                _tcpAddress = $"tcp://{tcp.Start(address.EndPoint)}";
            }
            catch (SocketException taken)
            {
                throw new IOException(
                    $"PacketFlow:Listen:Tcp = '{address}' cannot be used: {taken.Message}. Choose another port, 0 for any, or 'off'.", taken);
            }

            health.Addresses = [_tcpAddress];
            Log.Listening(_log, _tcpAddress);
        }
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        ICollection<string> http = services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        health.Addresses = [.. http, .. _tcpAddress is null ? Array.Empty<string>() : [_tcpAddress]];
        IReadOnlyList<string> reachable = web.Open(http);
        Log.HostStarted(_log, options.Reactor.Name, reactor.Elements.Count());
        TellSecondLooks(http, reachable);
        return Task.CompletedTask;
    }

    private void TellSecondLooks(ICollection<string> http, IEnumerable<string> reachable)
    {
        if (options.IncludeErrorDetail)
        {
            Log.ErrorDetailIncluded(_log);
        }

        foreach (string open in options.Listen.Tcp is { IsLoopback: false } ? reachable.Append(_tcpAddress!) : reachable)
        {
            Log.InsecureListener(_log, open);
        }

        if (options.Listen is { IsHttpSet: false, Http: { } byDefault } && http.Count > 0 && !http.Contains(byDefault.ToString()))
        {
            Log.HttpListenIgnored(_log, byDefault.ToString());
        }
    }

    /// <summary>Before the web server stops: its requests may still be answered.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // Before anybody hears that the host stops: whoever does may send the next signal at once. And until the web server has stopped too.
        _signals = new StopSignals();
        reactor.CloseDoors();
        long started = time.GetTimestamp();
        Log.HostStopping(_log, reactor.InFlight, options.Limits.DrainGrace.TotalSeconds);
        monitor.Drain();
        using var grace = new CancellationTokenSource(options.Limits.DrainGrace, time);
        using var now = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _signals.Now);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(grace.Token, now.Token);
        await tcp.StopAsync().ConfigureAwait(false);
        await engine.StopAsync(over.Token).ConfigureAwait(false);
        int left = await reactor.DrainAsync(over.Token).ConfigureAwait(false);
        if (left > 0)
        {
            Log.DrainCutShort(_log, left);
        }

        await connections.DisposeAsync().ConfigureAwait(false);
        await others.DisposeAsync().ConfigureAwait(false);
        requests.End(_signals.Now);
        Log.HostDrained(_log, time.GetElapsedTime(started).TotalSeconds);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _signals?.Dispose();
}
