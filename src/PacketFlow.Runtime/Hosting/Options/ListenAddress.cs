using System.Globalization;
using System.Net;

namespace PacketFlow.Hosting;

/// <summary>Where a listener binds.</summary>
/// <param name="Scheme"><c>http</c> or <c>tcp</c>.</param>
/// <param name="Address">The interface.</param>
/// <param name="Port">The port; 0 lets the system choose.</param>
internal sealed record ListenAddress(string Scheme, IPAddress Address, int Port)
{
    public bool IsLoopback => IPAddress.IsLoopback(Address);

    public IPEndPoint EndPoint => new(Address, Port);

    /// <summary>
    /// Reads <c>scheme://host:port</c>. The host is an address, <c>localhost</c>, or <c>*</c> for every interface: another name would have
    /// to be resolved, and what it resolves to later is not what was checked.
    /// </summary>
    public static bool TryParse(string text, string scheme, out ListenAddress address)
    {
        address = null!;
        string start = scheme + "://";
        if (!text.StartsWith(start, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        ReadOnlySpan<char> rest = text.AsSpan(start.Length).TrimEnd('/');
        int colon = rest.LastIndexOf(':');
        if (colon <= 0
            || !int.TryParse(rest[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int port) || port > IPEndPoint.MaxPort
            || !TryHost(rest[..colon], out IPAddress host))
        {
            return false;
        }

        address = new ListenAddress(scheme, host, port);
        return true;
    }

    public override string ToString() => $"{Scheme}://{EndPoint}";

    private static bool TryHost(ReadOnlySpan<char> host, out IPAddress address)
    {
        address = host is "*" or "+" ? IPAddress.IPv6Any : IPAddress.Loopback;
        if (host is "*" or "+" || host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        bool isBracketed = host is ['[', .., ']'];
        return IPAddress.TryParse(isBracketed ? host[1..^1] : host, out address!)
            && isBracketed == (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6);
    }
}
