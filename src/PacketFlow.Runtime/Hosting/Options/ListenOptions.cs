namespace PacketFlow.Hosting;

/// <summary>Section <c>Listen</c>: where this process can be reached.</summary>
internal sealed record ListenOptions
{
    private const string Off = "off";

    /// <summary>HTTP/1.1 and WebSocket. Default <c>http://127.0.0.1:8443</c>; null when off.</summary>
    public ListenAddress? Http { get; init; } = Loopback("http", 8443);

    /// <summary>Whether the key is set: only then may it stand beside the web server's own addresses.</summary>
    public bool IsHttpSet { get; init; }

    /// <summary>Length-prefixed MessagePack. Default <c>tcp://127.0.0.1:8444</c>; null when off.</summary>
    public ListenAddress? Tcp { get; init; } = Loopback("tcp", 8444);

    /// <summary>HTTP/2 without TLS. Default off.</summary>
    public ListenAddress? Http2 { get; init; }

    public static ListenOptions Read(OptionsReader reader)
    {
        var defaults = new ListenOptions();
        return new ListenOptions
        {
            Http = Address(reader, "Listen:Http", defaults.Http, "http"),
            IsHttpSet = reader.IsSet("Listen:Http"),
            Tcp = Address(reader, "Listen:Tcp", defaults.Tcp, "tcp"),
            Http2 = Address(reader, "Listen:Http2", defaults.Http2, "http"),
        };
    }

    /// <summary>The listeners that are on, with the keys that name them.</summary>
    public IEnumerable<(string Path, ListenAddress Address)> On()
    {
        foreach ((string path, ListenAddress? address) in new[] { ("Listen:Http", Http), ("Listen:Tcp", Tcp), ("Listen:Http2", Http2) })
        {
            if (address is not null)
            {
                yield return (path, address);
            }
        }
    }

    private static ListenAddress? Address(OptionsReader reader, string path, ListenAddress? byDefault, string scheme) =>
        reader.Value(path, byDefault?.ToString() ?? Off, $"`{scheme}://ADDRESS:PORT` (an IP address, `localhost` or `*`; port 0 chooses one) or `{Off}`",
            byDefault, (string text, out ListenAddress? address) =>
            {
                address = null;
                return text.Equals(Off, StringComparison.OrdinalIgnoreCase) || ListenAddress.TryParse(text, scheme, out address);
            });

    private static ListenAddress Loopback(string scheme, int port) => new(scheme, System.Net.IPAddress.Loopback, port);
}
