using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>
/// A run's own time, which goes back neither in this process nor from its last record: a wait is as long as it was to be, though the clock on
/// the wall is put back meanwhile.
/// </summary>
internal sealed partial class ActiveRun
{
    private SteadyClock _clock = new(since, engine.Uptime);
    private long _reached;
    private long _armed = long.MaxValue;
    private long _armedDeadline = long.MaxValue;

    /// <summary>Time has come for something: a step's due moment, or the end of a try's time.</summary>
    /// <param name="reached">The moment that has come in the run's time; 0 for none.</param>
    /// <returns>False if the run was put away meanwhile: look it up again.</returns>
    public bool Wake(long reached)
    {
        long now = engine.Uptime;
        List<StopWord>? late = null;
        bool isFirst;
        lock (_gate)
        {
            isFirst = !_isDraining;
            _reached = Math.Max(_reached, reached);
            (_armed, _armedDeadline) = (long.MaxValue, long.MaxValue);
            StopGuarded(running => running.Deadline <= now && EndGuarded(running, TimeOver(running.Start), now), ref late);
            _firstDeadline = FirstDeadline();
            if (EnterGuarded(new Arrival(RunOccurrence.Tick(), null)) is null)
            {
                return false;
            }
        }

        if (isFirst)
        {
            PumpElsewhere();
        }

        late?.ForEach(TellToStop);
        return true;
    }

    // Only whoever works reads it. The wall first: the other way round a thread that is held up between the two would make it run ahead.
    private long Time(long wall) => _clock.Read(Math.Max(wall, Volatile.Read(ref _reached)), engine.Uptime);

    private void Arm(bool isOver)
    {
        if (isOver)
        {
            engine.Wakes.Remove(Id);
            if (_armedDeadline != long.MaxValue)
            {
                engine.Deadlines.Remove(Id);
            }

            (_armed, _armedDeadline) = (long.MaxValue, long.MaxValue);
            return;
        }

        if (!_isGone && machine.NextWake is { } wake && wake < _armed)
        {
            _armed = wake;
            engine.Wakes.Add(Id, wake, wake - Time(engine.Now));
        }

        if (!_isGone && _firstDeadline < _armedDeadline)
        {
            _armedDeadline = _firstDeadline;
            engine.Deadlines.Add(Id, _firstDeadline, _firstDeadline - engine.Uptime);
        }
    }
}
