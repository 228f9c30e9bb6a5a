using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>A try under way: when its time is over, and how it is told to stop.</summary>
internal sealed class RunningTry(StartTry start, long startedAt, long deadline)
{
    private readonly Lock _lock = new();
    private CancellationTokenSource? _source;
    private bool _isCancelled;

    public StartTry Start => start;

    public long StartedAt => startedAt;

    /// <summary>In milliseconds of Unix time; the largest where nothing limits it.</summary>
    public long Deadline => deadline;

    /// <summary>Whether the run within it was asked to end.</summary>
    public bool IsCancelled => _isCancelled;

    /// <summary>Made when somebody asks: most steps take no token.</summary>
    public CancellationToken Token
    {
        get
        {
            lock (_lock)
            {
                _source ??= new CancellationTokenSource();
                if (_isCancelled)
                {
                    _source.Cancel();
                }

                return _source.Token;
            }
        }
    }

    public void Cancel()
    {
        CancellationTokenSource? source;
        lock (_lock)
        {
            _isCancelled = true;
            source = _source;
        }

        source?.Cancel();
    }
}
