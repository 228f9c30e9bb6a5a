namespace PacketFlow.Client;

/// <summary>Where a peer is and how it is spoken to.</summary>
/// <param name="Text">As the user wrote it.</param>
/// <param name="Host">Its name or IP address.</param>
/// <param name="Port">Its port.</param>
/// <param name="Target">The path and query of a WebSocket; null where messages stand on TCP alone.</param>
/// <param name="IsSecure">Whether TLS lies between.</param>
internal sealed record ServerAddress(string Text, string Host, int Port, string? Target, bool IsSecure)
{
    private const int DefaultTcpPort = 8444;
    private const string DefaultTarget = "/packetflow/v1";

    /// <summary>What the peer is asked for by: the value of <c>Host</c>.</summary>
    public string Authority => new UriBuilder(IsSecure ? "https" : "http", Host, Port).Uri.Authority;

    /// <summary>Reads an address.</summary>
    /// <exception cref="ArgumentException">It is none that a client can connect to.</exception>
    public static ServerAddress Parse(string address) => TryParse(address, out ServerAddress parsed) ? parsed : throw new ArgumentException(
        $"'{address}' is no address to connect to. Write tcp://host:port, ws://host:port or wss://host:port, as in tcp://127.0.0.1:{DefaultTcpPort} or ws://127.0.0.1:8443.",
        nameof(address));

    /// <summary>Reads an address, if it is one that a client can connect to.</summary>
    public static bool TryParse(string address, out ServerAddress parsed)
    {
        parsed = null!;
        if (Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri is { UserInfo: "", Fragment: "", Port: not 0 } && uri.Host.Length > 0)
        {
            switch (uri.Scheme)
            {
                case "tcp" when uri.PathAndQuery is "" or "/":
                    parsed = new ServerAddress(address, uri.IdnHost, uri.Port < 0 ? DefaultTcpPort : uri.Port, null, IsSecure: false);
                    break;
                case "ws" or "wss":
                    parsed = new ServerAddress(address, uri.IdnHost, uri.Port, uri.PathAndQuery == "/" ? DefaultTarget : uri.PathAndQuery, uri.Scheme == "wss");
                    break;
            }
        }

        return parsed is not null;
    }
}
