using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace PacketFlow.Hosting;

/// <summary>A web server that says that it listens.</summary>
internal sealed class ListeningServer(params string[] addresses) : IServer, IServerAddressesFeature
{
    public ICollection<string> Addresses => addresses;

    public bool PreferHostingUrls { get; set; }

    public IFeatureCollection Features
    {
        get
        {
            var features = new FeatureCollection();
            features.Set<IServerAddressesFeature>(this);
            return features;
        }
    }

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
    }
}
