using System.Threading.Channels;
using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>Who listens to what happens in a run.</summary>
internal sealed partial class ActiveRun
{
    // A listener that falls this far behind is cut off rather than letting memory grow; it can listen again.
    private const int LongestBacklog = 4096;

    private readonly List<Channel<(int Batch, RunRecord[] Records)>> _listeners = [];

    /// <summary>Listens to the batches that become durable from now on; the end of the run ends it.</summary>
    public Channel<(int Batch, RunRecord[] Records)> Listen()
    {
        var channel = Channel.CreateBounded<(int, RunRecord[])>(new BoundedChannelOptions(LongestBacklog) { SingleReader = true });
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

    public void Unlisten(Channel<(int Batch, RunRecord[] Records)> channel)
    {
        lock (_gate)
        {
            _listeners.Remove(channel);
        }
    }

    private void Tell(List<RunRecord> records)
    {
        // Whoever begins to listen at this moment reads in the journal what it is not told.
        if (_listeners.Count == 0)
        {
            return;
        }

        lock (_gate)
        {
            for (int i = _listeners.Count - 1; i >= 0; i--)
            {
                if (!_listeners[i].Writer.TryWrite((_batches, [.. records])))
                {
                    _listeners[i].Writer.TryComplete(new PacketFlowException(
                        ErrorCodes.Overloaded, ErrorCategory.Retryable, $"The trace of run {Id} was not read fast enough. Ask for it again."));
                    _listeners.RemoveAt(i);
                }
            }
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
