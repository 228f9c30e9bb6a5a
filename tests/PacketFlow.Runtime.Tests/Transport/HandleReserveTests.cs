using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Win32.SafeHandles;
using PacketFlow.Client;

namespace PacketFlow.Transport;

/// <summary>A limit of 0 puts every handle into the reserve, and no limit puts none there.</summary>
public class HandleReserveTests
{
    [Fact]
    public void Connection_whose_handle_is_of_the_reserve_keeps_the_next_out()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux says its limit.");
        using SafeFileHandle handle = File.OpenHandle("/dev/null");
        var handles = new HandleReserve(0);

        handles.ThrowIfOut();
        handles.Reaches(handle).ShouldBeTrue();
        Should.Throw<SocketException>(handles.ThrowIfOut).SocketErrorCode.ShouldBe(SocketError.TooManyOpenSockets);
    }

    [Fact]
    public void Handle_below_the_reserve_keeps_nobody_out()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux says its limit.");
        using SafeFileHandle handle = File.OpenHandle("/dev/null");
        foreach (HandleReserve handles in (HandleReserve[])[new HandleReserve(100_000), new HandleReserve()])
        {
            handles.Reaches(handle).ShouldBeFalse();
            handles.ThrowIfOut();
        }
    }

    [Fact]
    public async Task Door_takes_no_TCP_connection_after_the_one_that_reached_the_reserve()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux says its limit.");
        var time = new VirtualTime();
        await using RunningHost host = await StartAsync(time);
        await using TcpPeer first = await host.ConnectAsync();
        (await first.AskAsync("""{"t":1,"s":1,"d":{"i":"a","g":"df","t":"echo","d":5}}""")).ShouldNotBeNull();

        await time.WaitsAsync(TimeSpan.FromMilliseconds(10)).WaitAsync(TcpPeer.Patience);
        await using TcpPeer second = await host.ConnectAsync();
        host.Services.GetRequiredService<ConnectionSet>().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Web_server_hands_on_no_connection_of_the_reserve()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux says its limit.");
        await using RunningHost host = await StartAsync(TimeProvider.System);
        using var client = new HttpClient { BaseAddress = host.Http };

        await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync("/health"));

        host.Services.GetRequiredService<ConnectionSet>().Count.ShouldBe(0);
    }

    private static Task<RunningHost> StartAsync(TimeProvider time) => RunningHost.StartAsync(
        [],
        (services, _) => services.AddSingleton(time).AddSingleton(new HandleReserve(0)),
        NumberHandler.Echo);
}
