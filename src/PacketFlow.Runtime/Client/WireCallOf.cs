using System.Threading.Tasks.Sources;
using PacketFlow.Transport;

namespace PacketFlow.Client;

/// <summary>An atom that waits for its reply, with the type of its result. A thread keeps some for its next atoms.</summary>
internal sealed class WireCall<TOut> : WireCall, IValueTaskSource<TOut>
{
    private const int MaxKept = 64;

    [ThreadStatic]
    private static WireCall<TOut>? t_idle;

    [ThreadStatic]
    private static int t_kept;

    // A caller that goes on must not hold the loop that reads everybody's replies.
    private ManualResetValueTaskSourceCore<TOut> _source = new() { RunContinuationsAsynchronously = true };
    private Formatter<TOut> _formatter = null!;
    private CancellationTokenRegistration _cancellation;
    private WireCall<TOut>? _nextIdle;

    public ValueTask<TOut> Task => new(this, _source.Version);

    public static WireCall<TOut> Rent(Formatter<TOut> formatter)
    {
        WireCall<TOut>? call = t_idle;
        if (call is null)
        {
            call = new WireCall<TOut>();
        }
        else
        {
            t_idle = call._nextIdle;
            t_kept--;
            call._nextIdle = null;
        }

        call._formatter = formatter;
        return call;
    }

    /// <summary>Ends the atom when its caller wants it no more.</summary>
    public void CancelWith(CancellationToken cancellationToken) => _cancellation = cancellationToken.UnsafeRegister(
        static state =>
        {
            var call = (WireCall)state!;
            call.Connection.Cancel(call.Sequence);
        },
        this);

    public override void Succeed(ReadOnlySpan<byte> result)
    {
        TOut value;
        try
        {
            value = PacketCodec.Deserialize(result, _formatter);
        }
        catch (Exception mismatch)
        {
            // A formatter may run code of the caller's types: whatever it throws is the caller's, and not the loop's.
            _source.SetException(mismatch);
            return;
        }

        _source.SetResult(value);
    }

    public override void Fail(Exception failure) => _source.SetException(failure);

    public TOut GetResult(short token)
    {
        // From here on no cancellation can reach the next atom in its place: this waits for one that is under way.
        _cancellation.Dispose();
        try
        {
            return _source.GetResult(token);
        }
        finally
        {
            Return();
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    /// <summary>Keeps it for the thread's next atom. Nobody else may have it any more.</summary>
    public void Return()
    {
        _source.Reset();
        _cancellation = default;
        GivenId = null;
        Connection = null!;
        Batch = null;
        Position = OutBox.Nowhere;
        if (t_kept < MaxKept)
        {
            _nextIdle = t_idle;
            t_idle = this;
            t_kept++;
        }
    }
}
