using Microsoft.AspNetCore.Http;

namespace PacketFlow.Transport;

/// <summary>Whether a page of this host asks, or a program: a page of another site must not speak with its user's connection.</summary>
internal static class SameOrigin
{
    // Programs send no Origin.
    public static bool Is(HttpRequest request)
    {
        string? origin = request.Headers.Origin;
        return string.IsNullOrEmpty(origin)
            || (Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri) && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
