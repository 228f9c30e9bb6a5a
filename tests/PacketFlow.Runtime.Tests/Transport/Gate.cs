namespace PacketFlow.Transport;

/// <summary>A handler that waits until the test lets it go on.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Entered => _entered.Task.WaitAsync(TcpPeer.Patience);

    public Task Cancelled => _cancelled.Task.WaitAsync(TcpPeer.Patience);

    public void Open() => _open.TrySetResult();

    public void Enter() => _entered.TrySetResult();

    public ValueTask<int> WaitAsync(int value, CompilerServices.AtomCall call) => WaitAsync(value, call.Cancellation);

    public async ValueTask<int> WaitAsync(int value, CancellationToken token)
    {
        Enter();
        try
        {
            await _open.Task.WaitAsync(token);
        }
        catch (OperationCanceledException)
        {
            _cancelled.TrySetResult();
            throw;
        }

        return value;
    }
}
