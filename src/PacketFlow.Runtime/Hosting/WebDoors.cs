using System.Net;
using Microsoft.AspNetCore.Http;
using PacketFlow.Protocol;
using PacketFlow.Transport;

namespace PacketFlow.Hosting;

/// <summary>
/// The doors that the web server has to us. It listens where others tell it to, in configuration or in code, and where that is it says only
/// once it does: until then the doors are shut.
/// </summary>
internal sealed class WebDoors(PacketFlowOptions options)
{
    private volatile bool _isOpen;

    /// <summary>Whether the application has any.</summary>
    public bool AreMapped { get; set; }

    /// <summary>Opens the doors, unless other machines would reach them and nobody has allowed that.</summary>
    /// <param name="addresses">Where the web server listens.</param>
    /// <returns>Those that other machines reach.</returns>
    /// <exception cref="InvalidConfigurationException">There are such, and they are not allowed.</exception>
    public IReadOnlyList<string> Open(IEnumerable<string> addresses)
    {
        string[] reachable = AreMapped ? [.. addresses.Where(static address => !IsOfThisMachine(address))] : [];
        if (reachable.Length > 0 && !options.Security.AllowInsecure)
        {
            throw new InvalidConfigurationException([.. reachable.Select(static address =>
                $"The web server listens on '{address}' (URLS, HTTP_PORTS, Kestrel:Endpoints or code): other machines would reach what MapPacketFlow serves, and nobody "
                + $"has to say who he is; allowed is a loopback address, or {OptionsReader.Root}:Security:AllowInsecure = true where the network itself is trusted")]);
        }

        _isOpen = true;
        return reachable;
    }

    /// <summary>What is served once the doors are open.</summary>
    public RequestDelegate Behind(RequestDelegate serve) => context =>
    {
        if (context.Features.Get<HttpPlace>() == HttpPlace.None && !HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            // The next request may find a place, over another connection.
            context.Response.Headers.Connection = "close";
        }

        if (_isOpen)
        {
            return serve(context);
        }

        context.Response.StatusCode = HttpStatus.Of(ErrorCodes.Unavailable);
        context.Response.Headers.RetryAfter = "1";
        return Task.CompletedTask;
    };

    // A name other than localhost is bound as every interface.
    private static bool IsOfThisMachine(string address)
    {
        BindingAddress binding = BindingAddress.Parse(address);
        return binding.IsUnixPipe || binding.IsNamedPipe
            || binding.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(binding.Host, out IPAddress? ip) && IPAddress.IsLoopback(ip));
    }
}
