using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PacketFlow.Bench;

/// <summary>
/// The limit: a server that only tells frames apart and answers each with a reply that it has ready. One large read, every whole frame
/// of it answered, one write. It ends when its standard input does.
/// </summary>
internal static class EchoProgram
{
    public static int Run()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(4096);
        _ = AcceptAsync(listener);
        string port = ((IPEndPoint)listener.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture);
        Console.WriteLine($"ready tcp={port} http={port}");
        while (Console.ReadLine() is not null)
        {
        }

        return 0;
    }

    private static async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            Socket socket = await listener.AcceptAsync();
            socket.NoDelay = true;
            _ = EchoConnection.ServeAsync(socket);
        }
    }
}
