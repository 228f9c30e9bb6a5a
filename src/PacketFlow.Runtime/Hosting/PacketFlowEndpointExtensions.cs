using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PacketFlow.Hosting;
using PacketFlow.Observability;
using PacketFlow.Transport;

namespace PacketFlow;

/// <summary>Serves PacketFlow in a web application.</summary>
public static class PacketFlowEndpointExtensions
{
    /// <summary>
    /// Maps the reactor's doors: WebSocket at <c>/packetflow/v1</c>, <c>POST /atoms</c> and <c>/atoms/batch</c>, <c>GET /health</c> and
    /// <c>/metrics</c>. A path that the application has mapped itself stays the application's.
    /// </summary>
    /// <param name="endpoints">The web application.</param>
    /// <param name="prefix">What stands before every path, as in <c>/flow</c>.</param>
    /// <returns>All of them together, for conventions such as authorization.</returns>
    /// <exception cref="InvalidOperationException"><c>AddPacketFlow</c> was not called.</exception>
    public static IEndpointConventionBuilder MapPacketFlow(this IEndpointRouteBuilder endpoints, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        IServiceProvider services = endpoints.ServiceProvider;
        if (services.GetService<ReactorService>() is null)
        {
            throw new InvalidOperationException("MapPacketFlow needs builder.AddPacketFlow(flow => flow.AddElements()) before the application is built.");
        }

        var http = services.GetRequiredService<HttpDoor>();
        var health = services.GetRequiredService<ReactorHealth>();
        var metrics = services.GetRequiredService<ReactorMetrics>();
        var doors = services.GetRequiredService<WebDoors>();
        doors.AreMapped = true;
        HashSet<string> taken = [.. endpoints.DataSources.SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(static endpoint => "/" + endpoint.RoutePattern.RawText?.Trim('/'))];
        RouteGroupBuilder group = endpoints.MapGroup(prefix);

        void Map(string[] methods, string path, RequestDelegate serve)
        {
            if (!taken.Contains("/" + (prefix.Trim('/') + path).Trim('/')))
            {
                group.MapMethods(path, methods, doors.Behind(serve));
            }
        }

        Map([HttpMethods.Get, HttpMethods.Connect], "/packetflow/v1", services.GetRequiredService<WebSocketDoor>().ServeAsync);
        Map([HttpMethods.Post], "/atoms", http.OneAsync);
        Map([HttpMethods.Post], "/atoms/batch", http.BatchAsync);
        Map([HttpMethods.Get], "/health", context => WriteHealthAsync(context, health));
        Map([HttpMethods.Get], "/metrics", context => WriteMetricsAsync(context, metrics));
        return group;
    }

    private static async Task WriteHealthAsync(HttpContext context, ReactorHealth health)
    {
        bool detail = string.Equals(context.Request.Query["detail"], "true", StringComparison.OrdinalIgnoreCase);
        context.Response.StatusCode = health.IsOk ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "application/json";
        var body = new ArrayBufferWriter<byte>();
        HealthDocument.ToJson(Document(health, detail), body);
        await context.Response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
    }

    private static byte[] Document(ReactorHealth health, bool detail)
    {
        var document = new ArrayBufferWriter<byte>();
        var writer = new PacketWriter(document);
        health.Write(ref writer, detail);
        writer.Flush();
        return document.WrittenSpan.ToArray();
    }

    private static async Task WriteMetricsAsync(HttpContext context, ReactorMetrics metrics)
    {
        context.Response.ContentType = PrometheusText.ContentType;
        var body = new ArrayBufferWriter<byte>();
        PrometheusText.Write(metrics, body);
        await context.Response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
    }
}
