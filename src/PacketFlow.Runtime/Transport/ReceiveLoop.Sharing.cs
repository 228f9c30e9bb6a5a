using System.Buffers;

namespace PacketFlow.Transport;

// One connection may bring more than one core can do. What does not depend on order is then done by two: the first half of what has
// arrived is given to a part, and the loop goes on with what came later. It waits for the part before anything that has an order.
internal sealed partial class ReceiveLoop
{
    /// <summary>Less than that is done before another thread has woken.</summary>
    private const int WorthSharing = 32 * 1024;

    /// <summary>After so many atoms in a row that ended at once, the next ones will too.</summary>
    private const int QuickBefore = 256;

    private ReceiveLoop? _part;
    private Task? _earlier;
    private TaskCompletionSource? _ended;
    private int _started;
    private int _quick;
    private bool _mustWait;

    private bool TryStart() => Interlocked.Exchange(ref _started, 1) == 0;

    private void Share()
    {
        int there = _end - _start;
        if (there < WorthSharing || _quick < QuickBefore || _next < _frameEnd || _batchLeft > 0 || _ended is not null || _earlier is { IsCompleted: false })
        {
            return;
        }

        int length = _connection.Framing.WholeFrames(_buffer.AsSpan(_start, there), there / 2);
        if (length < WorthSharing / 2)
        {
            return;
        }

        if (_part is null || _part.IsTaken)
        {
            _part = new ReceiveLoop(_connection);
        }

        _earlier = _part.Take(_buffer.AsSpan(_start, length));
        _start += length;
        ThreadPool.UnsafeQueueUserWorkItem(_part, preferLocal: false);
    }

    private Task Take(ReadOnlySpan<byte> frames)
    {
        _start = _end = 0;
        if (frames.Length > _buffer.Length)
        {
            Replace(ArrayPool<byte>.Shared.Rent(frames.Length));
        }

        frames.CopyTo(_buffer);
        _end = frames.Length;
        _ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _started, 0);
        return _ended.Task;
    }

    // Sequences, cancellations, answers and the like come after all that was sent before them.
    private bool MustWait() => _mustWait = _earlier is { IsCompleted: false };

    private static bool IsUnordered(ReadOnlySpan<byte> group) => group.SequenceEqual("df"u8) || group.SequenceEqual("ed"u8) || group.SequenceEqual("co"u8);

    // No thread has come for the part yet: nobody waits for one.
    private ValueTask StartPartAsync() => _part is { } part && part.TryStart() ? new ValueTask(part.RunAsync()) : default;

    private async ValueTask EarlierAsync()
    {
        await StartPartAsync().ConfigureAwait(false);
        if (_earlier is { } earlier)
        {
            await earlier.ConfigureAwait(false);
        }
    }
}
