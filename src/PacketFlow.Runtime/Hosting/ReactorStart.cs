using Microsoft.Extensions.Hosting;
using PacketFlow.Reactor;

namespace PacketFlow.Hosting;

/// <summary>Makes the reactor when the host starts, so that what is wrong with its modules stops the start and not the first atom.</summary>
internal sealed class ReactorStart(LocalReactor reactor) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => reactor.DrainAsync(cancellationToken);
}
