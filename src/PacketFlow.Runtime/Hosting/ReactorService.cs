using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using PacketFlow.Reactor;
using PacketFlow.Transport;

namespace PacketFlow.Hosting;

/// <summary>
/// Opens the reactor's doors when the host starts and drains it when the host stops: no new work, then the end of what is on its way.
/// That the reactor is made here lets what is wrong with its modules stop the start and not the first atom.
/// </summary>
internal sealed class ReactorService(LocalReactor reactor, IConfiguration configuration) : IHostedService, IAsyncDisposable
{
    private readonly TcpDoor _tcp = new(reactor, new ConnectionSettings(), 10_000);

    public IPEndPoint? TcpEndpoint { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var address = new Uri(configuration["PacketFlow:Listen:Tcp"] ?? "tcp://127.0.0.1:8444");
        _tcp.Start(new IPEndPoint(IPAddress.Parse(address.Host), address.Port));
        TcpEndpoint = _tcp.Endpoint;
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _tcp.StopListeningAsync().ConfigureAwait(false);
        await reactor.DrainAsync(cancellationToken).ConfigureAwait(false);
        await _tcp.DisposeAsync().ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _tcp.DisposeAsync();
}
