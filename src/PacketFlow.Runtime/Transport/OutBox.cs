using System.Runtime.ExceptionServices;

namespace PacketFlow.Transport;

/// <summary>
/// What goes out on a connection. A lone message leaves at once; what comes while one is being sent rides with the next send. Nobody
/// waits for a timer, and nobody sends a message of its own.
/// </summary>
internal sealed class OutBox(Wire wire, int limit, Action lost, Action overflow, Action<int>? sent = null) : IThreadPoolWorkItem
{
    /// <summary>The position of what was never added: behind all that ever will be.</summary>
    public const long Nowhere = long.MaxValue;

    private readonly Lock _lock = new();
    private byte[] _filling = [];
    private byte[] _spare = [];
    private int _count;
    private long _taken;
    private bool _isSending;
    private bool _isClosed;
    private TaskCompletionSource? _idle;

    /// <summary>How many sends the peer has not taken yet began at this count; it grows with every send that ends.</summary>
    public int Sends { get; private set; }

    /// <summary>Whether bytes wait for the peer.</summary>
    public bool IsSending
    {
        get
        {
            lock (_lock)
            {
                return _isSending;
            }
        }
    }

    /// <summary>How many bytes wait behind those that are being sent.</summary>
    public int Waiting => Volatile.Read(ref _count);

    /// <summary>How many bytes were given to the connection, whether they have left or not.</summary>
    public long Taken
    {
        get
        {
            lock (_lock)
            {
                return _taken;
            }
        }
    }

    /// <summary>Adds whole messages, from any thread.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="gather">Whether more are about to come: then another thread sends, and takes along what has come until then.</param>
    public void Append(ReadOnlySpan<byte> messages, bool gather = false)
    {
        long position = 0;
        Append(messages, gather, ref position);
    }

    /// <summary>Adds whole messages, from any thread.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="gather">Whether more are about to come: then another thread sends, and takes along what has come until then.</param>
    /// <param name="position">Where they stand among all bytes of this side; they are <see cref="Taken"/> when more than that were. It
    /// stays what it is when they are not added.</param>
    public void Append(ReadOnlySpan<byte> messages, bool gather, ref long position)
    {
        bool isTooMuch = false;
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            position = _taken + _count;

            if (_isSending)
            {
                if (_count + messages.Length > limit && _count > 0)
                {
                    _isClosed = isTooMuch = true;
                }
                else
                {
                    Add(messages);
                    return;
                }
            }
            else
            {
                _isSending = true;
                Add(messages);
            }
        }

        if (isTooMuch)
        {
            overflow();
            return;
        }

        if (gather)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return;
        }

        _ = FlushAsync();
    }

    /// <summary>Sends what was gathered.</summary>
    void IThreadPoolWorkItem.Execute() => _ = FlushAsync();

    /// <summary>Sends what the connection's own loop has gathered, behind what others have added before. It may use the bytes again afterwards.</summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> messages)
    {
        TaskCompletionSource? turn = null;
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            if (_isSending)
            {
                Add(messages.Span);
                turn = _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            else
            {
                _taken += messages.Length;
            }

            _isSending = true;
        }

        // A peer that does not read its answers is not read from either.
        if (turn is not null)
        {
            await turn.Task.ConfigureAwait(false);
            return;
        }

        try
        {
            await wire.SendAsync(messages).ConfigureAwait(false);
            sent?.Invoke(messages.Length);
        }
        catch (Exception failure)
        {
            Lose(failure);
            return;
        }

        await FlushAsync().ConfigureAwait(false);
    }

    /// <summary>Takes nothing more.</summary>
    public void Close()
    {
        TaskCompletionSource? idle;
        lock (_lock)
        {
            _isClosed = true;
            idle = _idle;
            _idle = null;
        }

        idle?.TrySetResult();
    }

    /// <summary>Waits until all that was added is sent.</summary>
    public Task FlushedAsync()
    {
        lock (_lock)
        {
            if (!_isSending || _isClosed)
            {
                return Task.CompletedTask;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    /// <summary>What a connection fails with when its other side is gone.</summary>
    public static bool IsLoss(Exception failure) =>
        failure is IOException or System.Net.Sockets.SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException;

    // Whatever it failed with, nothing more can leave here, and who waits for that must go on. What is no loss is a fault of ours.
    private void Lose(Exception failure)
    {
        Close();
        lost();
        if (!IsLoss(failure))
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private void Add(ReadOnlySpan<byte> messages)
    {
        if (_count + messages.Length > _filling.Length)
        {
            Array.Resize(ref _filling, Math.Max(_count + messages.Length, Math.Max(1024, 2 * _filling.Length)));
        }

        messages.CopyTo(_filling.AsSpan(_count));
        _count += messages.Length;
    }

    // Whoever set the flag sends until nothing is left.
    private async Task FlushAsync()
    {
        while (true)
        {
            byte[] sending;
            int count;
            TaskCompletionSource? idle = null;
            lock (_lock)
            {
                Sends++;
                if (_count == 0 || _isClosed)
                {
                    _isSending = false;
                    idle = _idle;
                    _idle = null;
                    sending = [];
                }
                else
                {
                    sending = _filling;
                    _filling = _spare;
                    _taken += _count;
                }

                count = _count;
                _count = 0;
            }

            if (sending.Length == 0)
            {
                idle?.TrySetResult();
                return;
            }

            try
            {
                await wire.SendAsync(sending.AsMemory(0, count)).ConfigureAwait(false);
                sent?.Invoke(count);
            }
            catch (Exception failure)
            {
                Lose(failure);
                return;
            }

            // A huge answer must not hold its memory for as long as the connection lives.
            _spare = sending.Length <= 256 * 1024 ? sending : [];
        }
    }
}
