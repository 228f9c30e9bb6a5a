using System.Net.Sockets;

namespace PacketFlow.Transport;

/// <summary>A TCP connection.</summary>
internal sealed class SocketWire(Socket socket) : Wire
{
    /// <summary>More than that is not kept for as long as the connection lives.</summary>
    private const int Much = 128 * 1024;

    public override string Peer { get; } = socket.RemoteEndPoint?.ToString() ?? "";

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer) => socket.ReceiveAsync(buffer, SocketFlags.None);

    public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        for (int sent = 0; sent < bytes.Length;)
        {
            sent += await socket.SendAsync(bytes[sent..], SocketFlags.None).ConfigureAwait(false);
        }

        if (bytes.Length > Much)
        {
            // A socket holds on to the array that it has sent last.
            await socket.SendAsync(ReadOnlyMemory<byte>.Empty, SocketFlags.None).ConfigureAwait(false);
        }
    }

    public override void Close()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The other side was faster.
        }

        socket.Dispose();
    }
}
