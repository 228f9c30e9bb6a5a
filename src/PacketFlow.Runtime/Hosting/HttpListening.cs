using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PacketFlow.Transport;
using KestrelListenOptions = Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions;

namespace PacketFlow.Hosting;

/// <summary>
/// Gives the web server our addresses. It asks here when it knows its own, from URLS, HTTP_PORTS or code, and before it listens: the default
/// is given only where nobody has named any. Kestrel drops its own for one that is set in code, so beside ours they are set in code too.
/// </summary>
internal sealed class HttpListening(
    PacketFlowOptions options, IConfiguration configuration, IServer server, IOptions<KestrelServerOptions> kestrel) : IStartupFilter
{
    // Made by hand: a container that checks itself would miss the web server in a host that has none.
    public static void AddTo(IServiceCollection services) => services.AddSingleton<IStartupFilter>(static provider => new HttpListening(
        provider.GetRequiredService<PacketFlowOptions>(),
        provider.GetRequiredService<IConfiguration>(),
        provider.GetRequiredService<IServer>(),
        provider.GetRequiredService<IOptions<KestrelServerOptions>>()));

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next)
    {
        if (server.GetType().Assembly == typeof(KestrelServerOptions).Assembly)
        {
            Listen(server.Features.Get<IServerAddressesFeature>()!.Addresses, kestrel.Value);
        }

        return next;
    }

    private void Listen(ICollection<string> own, KestrelServerOptions to)
    {
        // These go before its other addresses without us too, and stand beside those that are set in code.
        bool hasEndpoints = configuration.GetSection("Kestrel:Endpoints").Exists();
        ListenAddress? http = options.Listen.IsHttpSet || (own.Count == 0 && !hasEndpoints) ? options.Listen.Http : null;
        ListenAddress? http2 = options.Listen.Http2;
        if (own.Count > 0 && !hasEndpoints && (http ?? http2) is not null)
        {
            foreach (string address in own.Where(address => http is null || !IsSame(address, http)))
            {
                Listen(BindingAddress.Parse(address), to);
            }

            // Or it would warn that it does not listen there.
            own.Clear();
        }

        if (http is not null)
        {
            to.Listen(http.EndPoint, static listen => Serve(listen, HttpProtocols.Http1));
        }

        if (http2 is not null)
        {
            to.Listen(http2.EndPoint, static listen => Serve(listen, HttpProtocols.Http2));
        }
    }

    private static bool IsSame(string address, ListenAddress ours) =>
        ListenAddress.TryParse(address, ours.Scheme, out ListenAddress own) && own.Port != 0 && own == ours;

    // As Kestrel itself reads an address.
    private static void Listen(BindingAddress address, KestrelServerOptions to)
    {
        bool isHttps = address.Scheme.Equals("https", StringComparison.OrdinalIgnoreCase);
        if ((!isHttps && !address.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase)) || address.PathBase.Length > 0)
        {
            throw new InvalidConfigurationException([
                $"The web server cannot listen on '{address}' (URLS or code): allowed is 'http' or 'https', an address and a port, without a path"]);
        }

        if (address.IsUnixPipe)
        {
            to.ListenUnixSocket(address.UnixPipePath, Set);
        }
        else if (address.IsNamedPipe)
        {
            to.ListenNamedPipe(address.NamedPipeName, Set);
        }
        else if (address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            to.ListenLocalhost(address.Port, Set);
        }
        else if (IPAddress.TryParse(address.Host, out IPAddress? ip))
        {
            to.Listen(ip, address.Port, Set);
        }
        else
        {
            to.ListenAnyIP(address.Port, Set);
        }

        void Set(KestrelListenOptions listen)
        {
            if (isHttps)
            {
                listen.UseHttps();
            }
        }
    }

    private static void Serve(KestrelListenOptions listen, HttpProtocols protocols)
    {
        listen.Protocols = protocols;
        listen.Use(next => connection => listen.ApplicationServices.GetRequiredService<HttpConnections>().ServeAsync(connection, next));
    }
}
