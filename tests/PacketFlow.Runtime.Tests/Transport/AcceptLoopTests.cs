using System.Net.Sockets;
using System.Threading.Channels;
using PacketFlow.Client;
using PacketFlow.Hosting;

namespace PacketFlow.Transport;

public sealed class AcceptLoopTests : IDisposable
{
    private readonly VirtualTime _time = new();
    private readonly HostLog _log = new();
    private readonly Channel<Exception?> _script = Channel.CreateUnbounded<Exception?>();
    private readonly Channel<Socket> _served = Channel.CreateUnbounded<Socket>();
    private readonly CancellationTokenSource _stop = new();
    private int _tries;

    [Fact]
    public async Task Want_of_handles_is_waited_for_ever_longer_and_told_once_until_it_ends()
    {
        Task running = Run();
        foreach (int milliseconds in (int[])[10, 20, 40, 80, 160, 320, 640, 1000, 1000])
        {
            _script.Writer.TryWrite(new SocketException((int)SocketError.TooManyOpenSockets));
            await WaitsAsync(milliseconds);
            int tries = _tries;
            _time.Advance(TimeSpan.FromMilliseconds(milliseconds - 1));
            _tries.ShouldBe(tries);
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        _log.Lines.Count(static line => line.Contains("cannot be taken", StringComparison.Ordinal)).ShouldBe(1);
        _log.Lines.ShouldNotContain(static line => line.Contains("taken again", StringComparison.Ordinal));
        await ServesAsync();
        await ServesAsync();
        _log.Lines.Count(static line => line.Contains("taken again", StringComparison.Ordinal)).ShouldBe(1);

        _script.Writer.TryWrite(new SocketException((int)SocketError.TooManyOpenSockets));
        await WaitsAsync(10);
        _log.Lines.Count(static line => line.Contains("cannot be taken", StringComparison.Ordinal)).ShouldBe(2);
        await EndAsync(running);
    }

    [Fact]
    public async Task Handles_that_come_and_go_fill_no_log()
    {
        Task running = Run();
        for (int i = 0; i < 50; i++)
        {
            _script.Writer.TryWrite(new SocketException((int)SocketError.TooManyOpenSockets));
            await WaitsAsync(10);
            _time.Advance(TimeSpan.FromMilliseconds(10));
            await ServesAsync();
        }

        _log.Lines.Count.ShouldBe(2);
        _time.Advance(TimeSpan.FromSeconds(1));
        _script.Writer.TryWrite(new SocketException((int)SocketError.TooManyOpenSockets));
        await WaitsAsync(10);
        _log.Lines.Last().ShouldContain("(49 more times since the last line)");
        await EndAsync(running);
    }

    [Theory]
    [InlineData(SocketError.ConnectionAborted)]
    [InlineData(SocketError.ConnectionReset)]
    public async Task Peer_that_leaves_before_it_is_taken_delays_nobody(SocketError left)
    {
        Task running = Run();
        _script.Writer.TryWrite(new SocketException((int)left));

        await ServesAsync();

        _log.Lines.ShouldBeEmpty();
        await EndAsync(running);
    }

    [Fact]
    public async Task Any_other_fault_does_not_end_it()
    {
        Task running = Run();
        _script.Writer.TryWrite(new InvalidOperationException("no reason"));
        await WaitsAsync(10);
        _time.Advance(TimeSpan.FromMilliseconds(10));

        await ServesAsync();

        _log.Lines.First().ShouldContain("no reason");
        await EndAsync(running);
    }

    [Fact]
    public async Task Stop_ends_a_pause()
    {
        Task running = Run();
        _script.Writer.TryWrite(new SocketException((int)SocketError.TooManyOpenSockets));
        await WaitsAsync(10);

        await EndAsync(running);
    }

    public void Dispose() => _stop.Dispose();

    private Task Run() => new AcceptLoop(AcceptAsync, socket => _served.Writer.TryWrite(socket), _time, _log).RunAsync(_stop.Token);

    private async ValueTask<Socket> AcceptAsync(CancellationToken stop)
    {
        Interlocked.Increment(ref _tries);
        return await _script.Reader.ReadAsync(stop) is { } failure ? throw failure : new Socket(SocketType.Stream, ProtocolType.Tcp);
    }

    private async Task ServesAsync()
    {
        _script.Writer.TryWrite(null);
        (await _served.Reader.ReadAsync().AsTask().WaitAsync(TcpPeer.Patience)).Dispose();
    }

    private Task WaitsAsync(int milliseconds) => _time.WaitsAsync(TimeSpan.FromMilliseconds(milliseconds)).WaitAsync(TcpPeer.Patience);

    private async Task EndAsync(Task running)
    {
        await _stop.CancelAsync();
        await running.WaitAsync(TcpPeer.Patience);
    }
}
