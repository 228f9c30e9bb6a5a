using Microsoft.Extensions.Hosting;

namespace PacketFlow.Testing.Processes;

/// <summary>A host that listens to no signals of the test's process.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
