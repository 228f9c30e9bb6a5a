using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PacketFlow.Transport;
using KestrelListenOptions = Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions;

namespace PacketFlow.Hosting;

/// <summary>
/// Gives the web server its addresses. One that is set in code silently overrides those of the configuration, so the default is given only
/// where nobody has named any.
/// </summary>
internal static class HttpListening
{
    public static void Configure(IHostApplicationBuilder host)
    {
        IConfiguration configuration = host.Configuration;
        host.Services.AddOptions<KestrelServerOptions>().Configure<PacketFlowOptions>((kestrel, options) =>
        {
            bool isElsewhere = !string.IsNullOrEmpty(configuration["urls"]) || configuration.GetSection("Kestrel:Endpoints").Exists();
            if (options.Listen.Http is { } http && (options.Listen.IsHttpSet || !isElsewhere))
            {
                kestrel.Listen(http.EndPoint, static listen => Serve(listen, HttpProtocols.Http1));
            }

            if (options.Listen.Http2 is { } http2)
            {
                kestrel.Listen(http2.EndPoint, static listen => Serve(listen, HttpProtocols.Http2));
            }
        });
    }

    private static void Serve(KestrelListenOptions listen, HttpProtocols protocols)
    {
        listen.Protocols = protocols;
        listen.Use(next => connection => listen.ApplicationServices.GetRequiredService<HttpConnections>().ServeAsync(connection, next));
    }
}
