using System.Net.Sockets;

namespace PacketFlow.Transport;

/// <summary>
/// Finds out that the other side of a silent connection is gone: a machine that was cut off sends no farewell, and its connection would
/// keep its place, its atoms and its elements for ever.
/// </summary>
internal static class LostPeers
{
    // The protocol's own checks of health: every 30 s, 5 s for an answer, 3 misses.
    private const int SilentSeconds = 30;
    private const int AnswerSeconds = 5;
    private const int Misses = 3;

    /// <summary>Has the system probe a connection that is silent.</summary>
    public static void Probe(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, SilentSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, AnswerSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Misses);
    }
}
