using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>The body of a request, read as far as it is allowed and while there is room for it.</summary>
internal sealed class HttpBody(HttpContext context, ConnectionSettings settings, UnfinishedRoom room) : IDisposable
{
    /// <summary>What is announced may never come: for longer bodies the room grows with what does.</summary>
    private const int FirstRoom = 64 * 1024;

    /// <summary>A longer one counts with all that is unfinished.</summary>
    private const int Much = 128 * 1024;

    /// <summary>As long as the web server drops the rest of a request over HTTP/1.1.</summary>
    private static readonly TimeSpan DropFor = TimeSpan.FromSeconds(5);

    private bool _isWhole;
    private CancellationTokenSource? _noRoom;
    private Unfinished? _waiting;

    private byte[] _bytes = [];

    private AtomError TooLong => new(
        ErrorCodes.TooLarge, ErrorCategory.Fatal, $"The body is longer than {settings.MaxFrameBytes} bytes. Send less at once, or raise PacketFlow:Limits:frame_bytes.");

    /// <summary>Reads it.</summary>
    /// <returns>Why it is not there, or null.</returns>
    public async Task<AtomError?> ReadAsync()
    {
        // The web server has a limit of its own, which may be below ours, and no words for it.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } webServers)
        {
            webServers.MaxRequestBodySize = null;
        }

        if (context.Request.ContentLength > settings.MaxFrameBytes)
        {
            return TooLong;
        }

        var body = new ArrayBufferWriter<byte>((int)Math.Min(context.Request.ContentLength ?? 1024, FirstRoom) + 1);
        while (body.WrittenCount <= settings.MaxFrameBytes)
        {
            int read;
            try
            {
                read = await ReadAsync(body.GetMemory(1), body.Capacity).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_noRoom is { IsCancellationRequested: true } && !context.RequestAborted.IsCancellationRequested)
            {
                return ReactorErrors.Unfinished(settings.MaxUnfinishedBytes);
            }

            if (read == 0)
            {
                _bytes = body.WrittenMemory.ToArray();
                _isWhole = true;
                return null;
            }

            body.Advance(read);
        }

        return TooLong;
    }

    /// <summary>
    /// Reads what is left of it and keeps nothing. Over HTTP/2 the web server resets the stream of a request that ends before its body has:
    /// a sender that is still at it may see that, and not the answer which came before.
    /// </summary>
    public async Task DropRestAsync(TimeProvider time)
    {
        if (_isWhole || !HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            return;
        }

        using var late = new CancellationTokenSource(DropFor, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(late.Token, context.RequestAborted);
        byte[] some = new byte[16 * 1024];
        try
        {
            while (await context.Request.Body.ReadAsync(some, over.Token).ConfigureAwait(false) > 0)
            {
                // Dropped.
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // It has read the answer, or takes too long.
        }
    }

    /// <summary>Hands over what came: it is not to be kept for as long as the answer takes.</summary>
    public byte[] Take()
    {
        byte[] bytes = _bytes;
        _bytes = [];
        return bytes;
    }

    public void Dispose() => _noRoom?.Dispose();

    private async ValueTask<int> ReadAsync(Memory<byte> free, int taken)
    {
        if (taken <= Much)
        {
            return await context.Request.Body.ReadAsync(free, context.RequestAborted).ConfigureAwait(false);
        }

        _noRoom ??= CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        bool isFirst = _waiting is null;
        _waiting ??= new Unfinished($"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}", GiveUp);
        room.Wait(_waiting, taken, isAnother: isFirst);
        try
        {
            return await context.Request.Body.ReadAsync(free, _noRoom.Token).ConfigureAwait(false);
        }
        finally
        {
            room.Leave(_waiting);
        }
    }

    private void GiveUp()
    {
        try
        {
            _noRoom!.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Its rest has come meanwhile.
        }
    }
}
