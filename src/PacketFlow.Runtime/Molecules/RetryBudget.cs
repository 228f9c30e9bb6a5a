namespace PacketFlow.Molecules;

/// <summary>
/// How many retries of a step may begin: a tenth as many as its tries that ended, or ten a second where that is more, and one for each try that succeeded.
/// So retries add little to the load of what fails altogether; runs whose retry is due and finds no room stand in line. They do not wait for those
/// that fail for good, as long as most succeed. Each retry that succeeds makes room for two: once what was down is back, the line goes twice as fast with every round.
/// </summary>
/// <param name="step">The number of the step.</param>
/// <param name="figures">Where its tries are counted.</param>
internal sealed class RetryBudget(int step, StepFigures figures)
{
    private const double PerTry = 0.1;
    private const double PerMillisecond = 0.01;
    private const double PerSuccess = 1;

    // What nobody needed is kept up to this, so that the retries of a few runs never wait.
    private const double MostKept = 10;

    // Which of the two gives more is seen over so many milliseconds.
    private const long Span = 1000;

    private readonly Lock _lock = new();
    private readonly Queue<string> _line = new();
    private readonly HashSet<string> _inLine = new(StringComparer.Ordinal);
    private double _room = MostKept;
    private long _spanBegan;
    private long _triesBefore;
    private long _doneBefore;
    private double _given;

    public int Step => step;

    /// <summary>Takes room for a retry; false if there is none, or others stand in line.</summary>
    public bool TryTake(long now)
    {
        lock (_lock)
        {
            Refill(now);
            return _line.Count == 0 && TryTakeGuarded();
        }
    }

    /// <summary>Puts a run in line; false if it stands there.</summary>
    public bool Join(string run)
    {
        lock (_lock)
        {
            if (!_inLine.Add(run))
            {
                return false;
            }

            _line.Enqueue(run);
            return true;
        }
    }

    /// <summary>Takes room for the first in line; null if there is none, or nobody stands there.</summary>
    public string? Next(long now)
    {
        lock (_lock)
        {
            Refill(now);
            if (_line.Count == 0 || !TryTakeGuarded())
            {
                return null;
            }

            string run = _line.Dequeue();
            _inLine.Remove(run);
            return run;
        }
    }

    /// <summary>How many milliseconds the first in line waits at most; null if nobody stands there.</summary>
    public long? Wait(long now)
    {
        lock (_lock)
        {
            Refill(now);
            return _line.Count == 0 ? null : (long)Math.Ceiling(Math.Max(0, 1 - _room) / PerMillisecond);
        }
    }

    /// <summary>A retry succeeded: there is room for one more than after another success.</summary>
    public void Earn() => Add(PerSuccess);

    /// <summary>Room that was taken is not needed.</summary>
    public void GiveBack() => Add(1);

    private void Add(double room)
    {
        lock (_lock)
        {
            _room += room;
            Limit();
        }
    }

    private bool TryTakeGuarded()
    {
        if (_room < 1)
        {
            return false;
        }

        _room--;
        return true;
    }

    private void Refill(long now)
    {
        long tries = figures.Done + figures.Failed;
        double given = Math.Max((tries - _triesBefore) * PerTry, (now - _spanBegan) * PerMillisecond);
        long done = figures.Done;
        _room += given - _given + ((done - _doneBefore) * PerSuccess);
        (_given, _doneBefore) = (given, done);
        if (now - _spanBegan >= Span)
        {
            (_spanBegan, _triesBefore, _given) = (now, tries, 0);
        }

        Limit();
    }

    // While somebody waits nothing is lost: between two looks there may be more tries than what is kept.
    private void Limit() => _room = _line.Count > 0 ? _room : Math.Min(_room, MostKept);
}
