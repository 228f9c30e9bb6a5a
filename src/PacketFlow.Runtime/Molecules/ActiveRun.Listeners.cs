using System.Threading.Channels;
using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>Who listens to what happens in a run.</summary>
internal sealed partial class ActiveRun
{
    // A listener that falls this far behind is cut off rather than letting memory grow; it can listen again.
    private const int LongestBacklog = 4096;

    private readonly List<Channel<Told>> _listeners = [];
    private readonly GroupProgress? _groups = GroupProgress.Of(machine);

    /// <summary>Listens to the batches that become durable from now on; the end of the run ends it.</summary>
    public Channel<Told> Listen()
    {
        var channel = Channel.CreateBounded<Told>(new BoundedChannelOptions(LongestBacklog) { SingleReader = true });
        lock (_gate)
        {
            if (_isGone || Ended.Task.IsCompleted)
            {
                channel.Writer.Complete();
            }
            else
            {
                _listeners.Add(channel);
            }
        }

        return channel;
    }

    public void Unlisten(Channel<Told> channel)
    {
        lock (_gate)
        {
            _listeners.Remove(channel);
        }
    }

    private void Tell(List<RunRecord> records)
    {
        if (_groups is not null)
        {
            lock (_gate)
            {
                records.ForEach(_groups.Take);
            }
        }

        // Whoever begins to listen at this moment reads in the journal what it is not told.
        if (_listeners.Count == 0)
        {
            return;
        }

        lock (_gate)
        {
            for (int i = _listeners.Count - 1; i >= 0; i--)
            {
                if (!_listeners[i].Writer.TryWrite(new Told(_batches, [.. records], null)))
                {
                    _listeners[i].Writer.TryComplete(new PacketFlowException(
                        ErrorCodes.Overloaded, ErrorCategory.Retryable, $"The trace of run {Id} was not read fast enough. Ask for it again."));
                    _listeners.RemoveAt(i);
                }
            }
        }
    }

    /// <summary>Tells how far a try is that is not over. It is written down nowhere, and a listener that is far behind does without.</summary>
    public void Tell(StartTry start, double progress)
    {
        if (_listeners.Count == 0 && _groups?.Has(start.Step) is not true)
        {
            return;
        }

        var told = new RunEvent(DateTimeOffset.FromUnixTimeMilliseconds(engine.Now), RunEventKind.StepProgressed)
        {
            Step = machine.View.Plan.Steps[start.Step].Name,
            Index = start.Index >= 0 ? start.Index : null,
            Attempt = start.Attempt,
            Progress = progress,
        };
        lock (_gate)
        {
            StepTry? running = _tries;
            while (running is not null && !ReferenceEquals(running.Start, start))
            {
                running = running.Next;
            }

            if (running is null)
            {
                return;
            }

            _groups?.Report(start.Step, start.Index, progress);
            foreach (Channel<Told> listener in _listeners)
            {
                if (listener.Reader.Count < LongestBacklog / 2)
                {
                    listener.Writer.TryWrite(new Told(_batches, [], told));
                }
            }
        }
    }

    /// <summary>What answers a step that asks how far others of its metallic group are; null where it has none.</summary>
    public Func<string, double?>? ProgressFor(int step) => _groups?.Has(step) is true ? name => ProgressOf(step, name) : null;

    private double? ProgressOf(int asker, string name)
    {
        lock (_gate)
        {
            return _groups!.Of(asker, name);
        }
    }

    private void CloseListeners()
    {
        lock (_gate)
        {
            _listeners.ForEach(static listener => listener.Writer.TryComplete());
            _listeners.Clear();
        }
    }
}
