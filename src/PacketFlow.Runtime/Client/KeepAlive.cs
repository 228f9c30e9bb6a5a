namespace PacketFlow.Client;

/// <summary>Asks a silent peer whether it is still there. Whatever comes from it is a sign of life.</summary>
internal sealed class KeepAlive : IDisposable
{
    private const int MaxMisses = 3;

    private readonly TimeSpan _interval;
    private readonly Action _ping;
    private readonly Action<string> _giveUp;
    private readonly ITimer _timer;
    private int _pinged;
    private volatile bool _hasHeard;

    /// <param name="time">The clock.</param>
    /// <param name="interval">How long the peer may be silent.</param>
    /// <param name="ping">Sends a ping.</param>
    /// <param name="giveUp">Ends the connection, for the reason that it takes.</param>
    public KeepAlive(TimeProvider time, TimeSpan interval, Action ping, Action<string> giveUp)
    {
        _interval = interval;
        _ping = ping;
        _giveUp = giveUp;
        _timer = time.CreateTimer(static state => ((KeepAlive)state!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Start() => _timer.Change(_interval, Timeout.InfiniteTimeSpan);

    /// <summary>Something came.</summary>
    public void Hear() => _hasHeard = true;

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        _pinged = _hasHeard ? 0 : _pinged;
        if (_pinged == MaxMisses)
        {
            _giveUp($"It was silent for {_interval * (MaxMisses + 1)} and left {MaxMisses} pings unanswered.");
            return;
        }

        if (!_hasHeard)
        {
            _pinged++;
            _ping();
        }

        _hasHeard = false;
        Start();
    }
}
