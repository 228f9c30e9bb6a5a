using System.Net.Sockets;

namespace PacketFlow.Bench;

/// <summary>One connection of the raw echo, whatever it speaks: its first bytes tell.</summary>
internal static class EchoConnection
{
    private const int Incoming = 128 * 1024;
    private const int Outgoing = 2 * Incoming;

    public static async Task ServeAsync(Socket socket)
    {
        using Socket owned = socket;
        byte[] from = GC.AllocateUninitializedArray<byte>(Incoming), to = GC.AllocateUninitializedArray<byte>(Outgoing);
        Echo? echo = null;
        int filled = 0;
        try
        {
            while (true)
            {
                int received = await socket.ReceiveAsync(from.AsMemory(filled), SocketFlags.None);
                if (received == 0)
                {
                    return;
                }

                filled += received;
                echo ??= Echo.For(from.AsSpan(0, filled));
                int consumed = echo.Answer(from.AsSpan(0, filled), to, out int length);
                from.AsSpan(consumed, filled - consumed).CopyTo(from);
                filled -= consumed;
                for (int at = 0; at < length;)
                {
                    at += await socket.SendAsync(to.AsMemory(at, length - at), SocketFlags.None);
                }
            }
        }
        catch (SocketException)
        {
            // The load generator has gone.
        }
    }
}
