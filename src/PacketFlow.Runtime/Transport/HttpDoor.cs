using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PacketFlow.Observability;
using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>Atoms over HTTP: one, or an array of them, in JSON or MessagePack.</summary>
internal sealed class HttpDoor(LocalReactor reactor, ConnectionSettings settings)
{
    private const string Json = "application/json";
    private const string MessagePack = "application/msgpack";

    /// <summary>For bodies that are longer the room grows with what arrives.</summary>
    private const int FirstRoom = 64 * 1024;

    /// <summary><c>POST /atoms</c>.</summary>
    public Task OneAsync(HttpContext context) => ServeAsync(context, isBatch: false);

    /// <summary><c>POST /atoms/batch</c>.</summary>
    public Task BatchAsync(HttpContext context) => ServeAsync(context, isBatch: true);

    private async Task ServeAsync(HttpContext context, bool isBatch)
    {
        bool? format = FormatOf(context.Request);
        if (format is not { } isJson)
        {
            var refusal = new HttpExchange(reactor, isJson: true);
            refusal.Refuse(new AtomError(ErrorCodes.NotAMessage, ErrorCategory.Fatal, $"Content-Type: expected {Json} or {MessagePack}"));
            await WriteAsync(context, refusal, isJson: true, asArray: false, HttpStatus.UnsupportedMediaType).ConfigureAwait(false);
            return;
        }

        byte[]? body = await ReadAsync(context).ConfigureAwait(false);
        var exchange = new HttpExchange(reactor, isJson) { TraceParent = AtomActivities.OfRequest(context.Request.Headers.TraceParent) };
        AtomError? fault = body is null
            ? new AtomError(ErrorCodes.TooLarge, ErrorCategory.Fatal, $"The body is longer than {settings.MaxFrameBytes} bytes. Send less at once, or raise PacketFlow:Limits:frame_bytes.")
            : Submit(exchange, body, isJson, isBatch);
        if (fault is { } wrong)
        {
            exchange = new HttpExchange(reactor, isJson);
            exchange.Refuse(wrong);
        }

        await exchange.CompleteAsync(context.RequestAborted).ConfigureAwait(false);
        await WriteAsync(context, exchange, isJson, asArray: isBatch && fault is null).ConfigureAwait(false);
    }

    private AtomError? Submit(HttpExchange exchange, byte[] body, bool isJson, bool isBatch)
    {
        try
        {
            return isJson
                ? isBatch ? SubmitJsonBatch(exchange, body) : SubmitJson(exchange, body)
                : isBatch ? SubmitBatch(exchange, body) : SubmitOne(exchange, body);
        }
        catch (JsonException broken)
        {
            return new AtomError(ErrorCodes.NotAMessage, ErrorCategory.Fatal, "not JSON: " + broken.Message);
        }
        catch (PacketFormatException malformed)
        {
            return malformed.Code == ErrorCodes.TooLarge
                ? AtomError.Of(malformed)
                : new AtomError(ErrorCodes.NotAMessage, ErrorCategory.Fatal, malformed.Message);
        }
    }

    private static AtomError? SubmitJson(HttpExchange exchange, ReadOnlySpan<byte> packet)
    {
        // Read to its end first: what is no JSON must not run by half.
        var reader = new Utf8JsonReader(packet, JsonFrame.Options);
        if (reader.Read())
        {
            reader.Skip();
        }

        reader.Read();
        SubmitPacket(exchange, packet, new Scratch());
        return null;
    }

    private AtomError? SubmitJsonBatch(HttpExchange exchange, byte[] body)
    {
        var packets = new List<Slice>();
        var reader = new Utf8JsonReader(body, JsonFrame.Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            return new AtomError(ErrorCodes.NotAMessage, ErrorCategory.Fatal, "expected an array of packets");
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            packets.Add(new Slice(start, (int)reader.BytesConsumed - start));
        }

        reader.Read();
        if (TooMany(packets.Count) is { } tooMany)
        {
            return tooMany;
        }

        var bytes = new Scratch();
        foreach (Slice packet in packets)
        {
            SubmitPacket(exchange, packet.In(body), bytes);
        }

        return null;
    }

    // What an atom needs of the bytes when it does not end at once, it keeps for itself.
    private static void SubmitPacket(HttpExchange exchange, ReadOnlySpan<byte> packet, Scratch bytes)
    {
        bytes.Truncate(0);
        JsonPacket.Parse(packet, bytes, out AtomFields atom, out List<string>? dependencies);
        if (dependencies is not null)
        {
            atom.Problem ??= "dependencies: packets wait for others of their connection; over HTTP there is none";
        }

        exchange.Submit(bytes.Bytes, atom);
    }

    private AtomError? SubmitOne(HttpExchange exchange, byte[] body)
    {
        var reader = new PacketReader(body, settings.MaxDepth);
        AtomFields atom = default;
        MessageParser.ParseAtom(ref reader, 0, ref atom);
        if (reader.Remaining > 0)
        {
            return new AtomError(ErrorCodes.NotAMessage, ErrorCategory.Fatal, $"{reader.Remaining} more bytes after the atom");
        }

        exchange.Submit(body, atom);
        return null;
    }

    private AtomError? SubmitBatch(HttpExchange exchange, byte[] body)
    {
        // Read to its end first: what is malformed must not run by half.
        var whole = new PacketReader(body, settings.MaxDepth);
        whole.Skip();
        if (whole.Remaining > 0)
        {
            return new AtomError(ErrorCodes.NotAMessage, ErrorCategory.Fatal, $"{whole.Remaining} more bytes after the atoms");
        }

        var reader = new PacketReader(body, settings.MaxDepth);
        int count = reader.EnterArray();
        if (TooMany(count) is { } tooMany)
        {
            return tooMany;
        }

        for (; count > 0; count--)
        {
            AtomFields atom = default;
            MessageParser.ParseAtom(ref reader, 0, ref atom);
            exchange.Submit(body, atom);
        }

        return null;
    }

    private AtomError? TooMany(int count) => count <= settings.MaxBatch ? null
        : new AtomError(ErrorCodes.TooLarge, ErrorCategory.Fatal, $"{count} of at most {settings.MaxBatch} atoms; send several batches, or raise PacketFlow:Limits:batch_atoms");

    // Null when it is longer than allowed.
    private async Task<byte[]?> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > settings.MaxFrameBytes)
        {
            return null;
        }

        // The web server has a limit of its own, which may be below ours, and no words for it.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } webServers)
        {
            webServers.MaxRequestBodySize = null;
        }

        // What is announced may never come.
        var body = new ArrayBufferWriter<byte>((int)Math.Min(context.Request.ContentLength ?? 1024, FirstRoom) + 1);
        while (true)
        {
            int read = await context.Request.Body.ReadAsync(body.GetMemory(1), context.RequestAborted).ConfigureAwait(false);
            if (read == 0)
            {
                return body.WrittenMemory.ToArray();
            }

            body.Advance(read);
            if (body.WrittenCount > settings.MaxFrameBytes)
            {
                return null;
            }
        }
    }

    private static async Task WriteAsync(HttpContext context, HttpExchange exchange, bool isJson, bool asArray, int? status = null)
    {
        HttpResponse response = context.Response;
        response.ContentType = isJson ? Json : MessagePack;
        var body = new ArrayBufferWriter<byte>(1024);
        if (asArray)
        {
            exchange.WriteAll(body);
        }
        else
        {
            response.StatusCode = status ?? exchange.StatusOf(0);
            if (exchange.RetryAfterOf(0) is { } wait)
            {
                response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            }

            exchange.Write(body, 0);
        }

        response.ContentLength = body.WrittenCount;
        await response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
    }

    // Null for what is neither. Nothing said means JSON: that is what a person types. A browser lets every page send that anywhere, but
    // asks first before it sends one of our types to another site.
    private static bool? FormatOf(HttpRequest request)
    {
        ReadOnlySpan<char> type = request.ContentType.AsSpan();
        int parameters = type.IndexOf(';');
        type = (parameters < 0 ? type : type[..parameters]).Trim();
        return type.IsEmpty ? SameOrigin.Is(request) ? true : null
            : type.Equals(Json, StringComparison.OrdinalIgnoreCase) ? true
            : type.Equals(MessagePack, StringComparison.OrdinalIgnoreCase) || type.Equals("application/x-msgpack", StringComparison.OrdinalIgnoreCase) ? false
            : null;
    }
}
