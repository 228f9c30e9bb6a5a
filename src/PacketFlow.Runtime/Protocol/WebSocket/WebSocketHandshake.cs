using System.Security.Cryptography;
using System.Text;

namespace PacketFlow.Protocol;

/// <summary>The opening handshake of a WebSocket, as far as it is not HTTP's.</summary>
internal static class WebSocketHandshake
{
    public const string JsonProtocol = "packetflow.v1.json";
    public const string MessagePackProtocol = "packetflow.v1.msgpack";

    private const int KeyBytes = 16;

    /// <summary>Whether a key is one: sixteen bytes as base64.</summary>
    public static bool IsKey(string? key)
    {
        Span<byte> bytes = stackalloc byte[KeyBytes + 2];
        return key is not null && Convert.TryFromBase64String(key, bytes, out int count) && count == KeyBytes;
    }

    /// <summary>A client's key.</summary>
    public static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>What a server answers to a key.</summary>
    public static string Accept(string key)
    {
#pragma warning disable CA5350 // RFC 6455 wants SHA-1 here. It proves that the server speaks WebSocket, and protects nothing.
        return Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
    }
}
