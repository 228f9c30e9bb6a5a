using PacketFlow.Molecules.Journals;
using PacketFlow.Observability;

namespace PacketFlow.Molecules;

/// <summary>What a host does for the others on its journal, and they for it.</summary>
internal sealed partial class MoleculeEngine
{
    private const int BeatsInLease = 4;
    private const int AtWork = 1 << 30;

    // Calls may be lost with a connection; whoever waits for one looks by himself after this.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(1);

    private ITimer? _beat;
    private int _calls;
    private TaskCompletionSource _called = NewCall();

    private SharedJournal? Shared => Journal as SharedJournal;

    private void BeginSharing(SharedJournal shared)
    {
        shared.Called = Attend;
        TimeSpan pause = shared.Lease / BeatsInLease;
        _beat = _parts.Time.CreateTimer(static state => ((MoleculeEngine)state!).Attend(JournalCall.All), this, pause, pause);

        // Messages may wait for the runs that were just taken over.
        Attend(JournalCall.All);
    }

    private async Task EndSharingAsync(SharedJournal shared)
    {
        if (_beat is not null)
        {
            await _beat.DisposeAsync().ConfigureAwait(false);
        }

        try
        {
            await shared.LeaveAsync(Epoch).ConfigureAwait(false);
        }
        catch (JournalException failure)
        {
            Log.LeaveFailed(_parts.Logger, failure);
        }
    }

    // One looks at a time; what is called for meanwhile is looked at next.
    private void Attend(JournalCall call)
    {
        if ((Interlocked.Or(ref _calls, (int)call | AtWork) & AtWork) == 0)
        {
            Follow(AttendAsync());
        }
    }

    private async Task AttendAsync()
    {
        while (true)
        {
            var call = (JournalCall)(Interlocked.Exchange(ref _calls, AtWork) & ~AtWork);
            if (call != JournalCall.None)
            {
                await LookAsync(Shared!, call).ConfigureAwait(false);
                Interlocked.Exchange(ref _called, NewCall()).SetResult();
            }
            else if (Interlocked.CompareExchange(ref _calls, 0, AtWork) == AtWork)
            {
                return;
            }
        }
    }

    private async Task LookAsync(SharedJournal shared, JournalCall call)
    {
        try
        {
            if (call.HasFlag(JournalCall.Orphans) && !_stopping.IsCancellationRequested)
            {
                await BeatAsync(shared).ConfigureAwait(false);
                await AdoptAsync(shared).ConfigureAwait(false);
            }

            // After the runs: messages for one that was just taken over come with it.
            if (call.HasFlag(JournalCall.Messages) && !IsStopping)
            {
                await ReceiveAsync(shared).ConfigureAwait(false);
            }
        }
        catch (Exception failure)
        {
            // Whatever it was, the next call or beat tries again: a host that no longer looked would be dead to the others.
            JournalFailed("(other hosts)", failure);
        }
    }

    private async Task BeatAsync(SharedJournal shared)
    {
        long epoch = await shared.BeatAsync(Epoch).ConfigureAwait(false);
        if (epoch == Epoch)
        {
            return;
        }

        // It was silent for too long. Others may be at work on its runs, and those that nobody took it takes over like anybody else.
        Log.LeaseLost(_parts.Logger, Epoch, epoch);
        Epoch = epoch;
        foreach (Lazy<Task<ActiveRun?>> active in _active.Values)
        {
            if (active is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true, Result: { } run } } && run.Epoch != epoch)
            {
                run.LetGo();
            }
        }
    }

    // Whether an unfinished run that is not here goes on: somebody has it, or this host is about to.
    private async ValueTask<bool> GoesOnElsewhereAsync(RunEntry entry) => Shared is { } shared
        && (await IsReadableAsync(entry).ConfigureAwait(false) || (await shared.ListOwnedAsync([entry.Id], Epoch).ConfigureAwait(false)).Count > 0);

    private async Task WaitForCallAsync(Task called, CancellationToken cancellationToken)
    {
        try
        {
            await called.WaitAsync(LongestSilence, _parts.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Then it is time to look without a call.
        }
    }

    private static TaskCompletionSource NewCall() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
