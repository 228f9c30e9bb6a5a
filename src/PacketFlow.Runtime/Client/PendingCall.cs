using System.Threading.Tasks.Sources;
using PacketFlow.Reactor;

namespace PacketFlow.Client;

/// <summary>A call that was not over at once.</summary>
internal abstract class PendingCall
{
    public abstract void Succeed(ReadOnlySpan<byte> result);

    public abstract void Fail(Exception failure);
}

/// <summary>A call that was not over at once, with its result.</summary>
internal sealed class PendingCall<TOut>(Formatter<TOut> formatter) : PendingCall, IValueTaskSource<TOut>
{
    private ManualResetValueTaskSourceCore<TOut> _source = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _cancellation;

    public ValueTask<TOut> Task => new(this, _source.Version);

    /// <summary>Ends the atom when its caller wants it no more.</summary>
    public void CancelWith(Reaction reaction, CancellationToken cancellationToken) =>
        _cancellation = cancellationToken.UnsafeRegister(static atom => ((Reaction)atom!).Cancel(ReactorErrors.Cancelled), reaction);

    public override void Succeed(ReadOnlySpan<byte> result)
    {
        try
        {
            _source.SetResult(PacketCodec.Deserialize(result, formatter));
        }
        catch (Exception mismatch)
        {
            _source.SetException(mismatch);
        }
    }

    public override void Fail(Exception failure) => _source.SetException(failure);

    public TOut GetResult(short token)
    {
        _cancellation.Dispose();
        return _source.GetResult(token);
    }

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
