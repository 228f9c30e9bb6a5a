using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PacketFlow.Protocol;

namespace PacketFlow.Client;

/// <summary>A client that asks for a WebSocket, and what it is answered.</summary>
public sealed class WebSocketOpeningTests : IDisposable
{
    private readonly ScriptedPeer _peer = new();

    private string Address => "ws" + _peer.Address[3..];

    public void Dispose() => _peer.Dispose();

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\r\n\r\n", "PF002", "MapPacketFlow")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", "PF002", "200 and not 101")]
    [InlineData("HTTP/1.1 401 Unauthorized\r\n\r\n", "PF401", "PacketFlowClientOptions.Key")]
    [InlineData("HTTP/1.1 403 Forbidden\r\n\r\n", "PF403", "403")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n", "PF002", "Sec-WebSocket-Accept")]
    [InlineData("\0\0\0\u0001\u0080", "PF002", "tcp://")]
    public async Task Refusal_names_the_address_and_the_remedy(string answer, string code, string words)
    {
        Task<PacketFlowClient> connecting = PacketFlowClient.ConnectAsync(Address, cancellationToken: TestContext.Current.CancellationToken);
        await _peer.AcceptAsync();
        await _peer.SendRawAsync(Encoding.Latin1.GetBytes(answer));

        PacketFlowException failure = await Should.ThrowAsync<PacketFlowException>(() => connecting);

        (failure.Code, failure.Category).ShouldBe((code, ErrorCategory.Fatal));
        failure.Message.ShouldContain(Address);
        failure.Message.ShouldContain(words);
    }

    [Fact]
    public async Task Busy_server_is_PF503_with_its_wait()
    {
        Task<PacketFlowClient> connecting = PacketFlowClient.ConnectAsync(Address, cancellationToken: TestContext.Current.CancellationToken);
        await _peer.AcceptAsync();
        await _peer.SendRawAsync("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 7\r\n\r\n"u8.ToArray());

        PacketFlowException failure = await Should.ThrowAsync<PacketFlowException>(() => connecting);

        (failure.Code, failure.Category, failure.RetryAfter).ShouldBe(("PF503", ErrorCategory.Retryable, TimeSpan.FromSeconds(7)));
    }

    [Fact]
    public async Task Connection_that_ends_without_an_answer_is_PF503()
    {
        Task<PacketFlowClient> connecting = PacketFlowClient.ConnectAsync(Address, cancellationToken: TestContext.Current.CancellationToken);
        await _peer.AcceptAsync();
        await _peer.ReadHeadAsync();
        _peer.Drop();

        (await Should.ThrowAsync<PacketFlowException>(() => connecting)).Code.ShouldBe("PF503");
    }

    [Fact]
    public async Task Request_asks_for_the_protocol_with_the_key_and_takes_frames_that_came_with_the_answer()
    {
        var options = new PacketFlowClientOptions { Key = "k1" };
        Task<PacketFlowClient> connecting = PacketFlowClient.ConnectAsync(Address + "/flow/packetflow/v1?a=b", options, TestContext.Current.CancellationToken);
        await _peer.AcceptAsync();
        string[] head = (await _peer.ReadHeadAsync()).Split("\r\n");
        string key = head.Single(static line => line.StartsWith("Sec-WebSocket-Key: ", StringComparison.Ordinal))[19..];

        head[0].ShouldBe("GET /flow/packetflow/v1?a=b HTTP/1.1");
        head.ShouldContain("Sec-WebSocket-Protocol: packetflow.v1.msgpack");
        head.ShouldContain("Authorization: Bearer k1");
        byte[] ping = [0x89, 0x00];
        await _peer.SendRawAsync([.. Encoding.ASCII.GetBytes(
            $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {WebSocketHandshake.Accept(key)}\r\n\r\n"), .. ping]);

        await using PacketFlowClient client = await connecting;
        byte[] pong = await _peer.ReadAsync(6);
        pong[..2].ShouldBe([0x8A, 0x80]);
    }

    [Fact]
    public async Task Disposed_client_says_goodbye()
    {
        Task<PacketFlowClient> connecting = PacketFlowClient.ConnectAsync(Address, cancellationToken: TestContext.Current.CancellationToken);
        await _peer.AcceptWebSocketAsync();
        PacketFlowClient client = await connecting;

        await client.DisposeAsync();

        (await _peer.ReadAsync(8))[..2].ShouldBe([0x88, 0x82]);
    }

    [Fact]
    public async Task Secure_address_is_spoken_to_over_TLS_and_only_with_a_certificate_that_is_trusted()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("PacketFlow:Listen:Tcp", "off"), new("PacketFlow:Listen:Http", "off")]);
        using X509Certificate2 certificate = Certificate();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        builder.AddPacketFlow(static _ => { });
        await using WebApplication app = builder.Build();
        app.MapPacketFlow();
        await app.StartAsync(TestContext.Current.CancellationToken);
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single().Replace("https", "wss", StringComparison.Ordinal);
        var trusting = new PacketFlowClientOptions { ServerCertificateValidation = (_, shown, _, _) => shown!.GetCertHashString() == certificate.GetCertHashString() };

        await using PacketFlowClient client = await PacketFlowClient.ConnectAsync(address, trusting, TestContext.Current.CancellationToken);

        FlowValue ping = FlowValue.Parse(PacketCodec.FromJson("""{"echo":5}"""));
        (await client.SubmitAsync("cf", "ping", ping, cancellationToken: TestContext.Current.CancellationToken))["echo"].AsInt64().ShouldBe(5);
        PacketFlowException failure = await Should.ThrowAsync<PacketFlowException>(() => PacketFlowClient.ConnectAsync(address, cancellationToken: TestContext.Current.CancellationToken));
        (failure.Code, failure.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase)).ShouldBe(("PF503", true));
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
