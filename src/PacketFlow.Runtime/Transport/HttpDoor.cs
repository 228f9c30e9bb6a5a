using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PacketFlow.Observability;
using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>Atoms over HTTP: one, or an array of them, in JSON or MessagePack.</summary>
internal sealed class HttpDoor(LocalReactor reactor, ConnectionSettings settings, UnfinishedRoom room, ConnectionSet connections, ReactorMetrics metrics)
{
    private const string Json = "application/json";
    private const string MessagePack = "application/msgpack";

    private readonly TransportCounters _counters = metrics.Transport(TransportKind.Http);

    /// <summary><c>POST /atoms</c>.</summary>
    public Task OneAsync(HttpContext context) => ServeAsync(context, isBatch: false);

    /// <summary><c>POST /atoms/batch</c>.</summary>
    public Task BatchAsync(HttpContext context) => ServeAsync(context, isBatch: true);

    private async Task ServeAsync(HttpContext context, bool isBatch)
    {
        bool? format = FormatOf(context.Request);
        bool isJson = format ?? true;
        using var body = new HttpBody(context, settings, room);
        AtomError? fault;
        try
        {
            fault = await body.ReadAsync().ConfigureAwait(false);
        }
        catch (IOException gone) when (gone is ConnectionResetException || context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be told. The web server might hear of it later than of this, and would take it for an error of ours.
            context.Abort();
            return;
        }
        catch (IOException broken)
        {
            await RefuseBrokenAsync(context, broken, isJson).ConfigureAwait(false);
            return;
        }

        // Not before: over HTTP/2 the stream of an answered request is reset, and a requester that is still sending may see nothing but that.
        if (format is null)
        {
            var unknown = new AtomError(ErrorCodes.NotAMessage, ErrorCategory.Fatal, $"Content-Type: expected {Json} or {MessagePack}");
            await RefuseAsync(context, unknown, isJson, HttpStatus.UnsupportedMediaType).ConfigureAwait(false);
            await body.DropRestAsync(reactor.Time).ConfigureAwait(false);
            return;
        }

        if (context.Features.Get<HttpPlace>() == HttpPlace.None)
        {
            fault = TurnAway(context);
        }

        HttpExchange? exchange = null;
        fault ??= Read(context, body.Take(), isJson, isBatch, out exchange);
        if (fault is { } wrong)
        {
            await RefuseAsync(context, wrong, isJson, HttpStatus.Of(wrong.Code)).ConfigureAwait(false);
            await body.DropRestAsync(reactor.Time).ConfigureAwait(false);
            return;
        }

        await exchange!.RunAsync(context.RequestAborted).ConfigureAwait(false);
        await AnswerAsync(context, exchange, isJson, isBatch).ConfigureAwait(false);
    }

    // Apart from what waits for the answers: that keeps nothing of the body.
    private AtomError? Read(HttpContext context, byte[] body, bool isJson, bool isBatch, out HttpExchange? exchange)
    {
        exchange = null;
        _counters.Received(body.Length);
        var atoms = new HttpAtoms(body, settings);
        if (atoms.Read(isJson, isBatch) is { } fault)
        {
            return fault;
        }

        exchange = new HttpExchange(reactor, isJson, atoms.Bytes, atoms.All) { InFlightLimit = settings.MaxInFlight, TraceParent = AtomActivities.OfRequest(context.Request.Headers.TraceParent) };
        return null;
    }

    private AtomError TurnAway(HttpContext context)
    {
        connections.TurnAway($"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}", TransportKind.Http);
        return ReactorErrors.TooManyConnections(settings.MaxConnections);
    }

    // The web server tells some of what is wrong with a body as its own exception, which has a status, and some as a plain one.
    private Task RefuseBrokenAsync(HttpContext context, IOException broken, bool isJson)
    {
        if (!HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            // Nobody knows where the next request begins.
            context.Response.Headers.Connection = "close";
        }

        var error = new AtomError(ErrorCodes.NotAMessage, ErrorCategory.Fatal, $"The body ended amid itself: {broken.Message} Send as many bytes as Content-Length or the chunks announce.");
        return RefuseAsync(context, error, isJson, (broken as BadHttpRequestException)?.StatusCode ?? HttpStatus.BadRequest);
    }

    private Task RefuseAsync(HttpContext context, AtomError error, bool isJson, int status)
    {
        var body = new Scratch();
        HttpAnswer.Write(body, error, isJson);
        return WriteAsync(context, body, isJson, status, error.RetryAfter);
    }

    private Task AnswerAsync(HttpContext context, HttpExchange exchange, bool isJson, bool isBatch)
    {
        var body = new Scratch();
        if (isBatch)
        {
            exchange.WriteAll(body);
            return WriteAsync(context, body, isJson, HttpStatus.Ok, retryAfter: null);
        }

        exchange.Write(body, 0);
        return WriteAsync(context, body, isJson, exchange.StatusOf(0), exchange.RetryAfterOf(0));
    }

    private async Task WriteAsync(HttpContext context, Scratch body, bool isJson, int status, TimeSpan? retryAfter)
    {
        HttpResponse response = context.Response;
        response.StatusCode = status;
        response.ContentType = isJson ? Json : MessagePack;
        if (retryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body.Bytes.AsMemory(0, body.Length), context.RequestAborted).ConfigureAwait(false);
        _counters.Sent(body.Length);
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
