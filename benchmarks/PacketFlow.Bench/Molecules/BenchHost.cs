using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.Bench;

/// <summary>A host of the benchmark's molecules.</summary>
internal static class BenchHost
{
    public static async Task<IHost> StartAsync(string journal, RunJournal? other = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("PacketFlow:Listen:Tcp", "tcp://127.0.0.1:0"), new("PacketFlow:Journal", journal)]);
        builder.AddPacketFlow(static flow => flow.Add(new BenchModule()).AddSqlite().AddPostgreSql());
        if (other is not null)
        {
            builder.Services.AddSingleton(other);
        }

        IHost host = builder.Build();
        await host.StartAsync().ConfigureAwait(false);
        return host;
    }

    public static IPacketFlowClient Client(this IHost host) => host.Services.GetRequiredService<IPacketFlowClient>();
}
