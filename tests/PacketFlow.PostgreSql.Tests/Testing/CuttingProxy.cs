using System.Net;
using System.Net.Sockets;

namespace PacketFlow.PostgreSql;

/// <summary>Stands between a journal and its server and cuts the line where a test wants it: before a request arrives, or before its answer does.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly EndPoint _server;
    private readonly Task _end;
    private volatile Cut? _cut;

    public CuttingProxy(EndPoint server)
    {
        _server = server;
        _listener.Start();
        _end = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Cuts the next line on which the server is told something that contains a text.</summary>
    /// <returns>Done when it has happened.</returns>
    public Task CutAt(string text, bool isAnswer)
    {
        var cut = new Cut(System.Text.Encoding.UTF8.GetBytes(text), isAnswer, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _cut = cut;
        return cut.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        await _end;
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        var lines = new List<Task>();
        try
        {
            while (true)
            {
                lines.Add(ConnectAsync(await _listener.AcceptSocketAsync(_closing.Token)));
            }
        }
        catch (Exception closed) when (closed is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task ConnectAsync(Socket client)
    {
        using var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (client)
        {
            Cut? pending = null;
            try
            {
                await server.ConnectAsync(_server, _closing.Token);
                Task requests = ForwardAsync(client, server, request =>
                {
                    if (_cut is { } cut && request.Span.IndexOf(cut.Text) >= 0 && Interlocked.CompareExchange(ref _cut, null, cut) == cut)
                    {
                        pending = cut;
                        return cut.IsAnswer;
                    }

                    return true;
                });
                Task answers = ForwardAsync(server, client, _ => pending is null);
                await await Task.WhenAny(requests, answers);
            }
            catch (Exception gone) when (gone is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One end is gone, and with the line the other.
            }

            pending?.Done.SetResult();
        }
    }

    private async Task ForwardAsync(Socket from, Socket to, Func<Memory<byte>, bool> mayPass)
    {
        byte[] buffer = new byte[1 << 16];
        int read;
        while ((read = await from.ReceiveAsync(buffer, _closing.Token)) > 0 && mayPass(buffer.AsMemory(0, read)))
        {
            await to.SendAsync(buffer.AsMemory(0, read), _closing.Token);
        }
    }

    private sealed record Cut(byte[] Text, bool IsAnswer, TaskCompletionSource Done);
}
