using System.Text;
using PacketFlow.Molecules.Core;
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
            // Then the end of the lease says it.
            Log.JournalFailed(_parts.Logger, "(leaving)", failure);
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
            Log.JournalFailed(_parts.Logger, "(other hosts)", failure);
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

    private async Task ReceiveAsync(SharedJournal shared)
    {
        IReadOnlyList<RunMessage> messages = await shared.ReceiveAsync(Epoch).ConfigureAwait(false);
        if (messages.Count > 0)
        {
            // For one run in order, for many at a time, so that they share commits.
            await Parallel.ForEachAsync(
                messages.GroupBy(static message => message.Run, StringComparer.Ordinal),
                new ParallelOptions { MaxDegreeOfParallelism = RecoveredAtOnce, CancellationToken = CancellationToken.None },
                async (ofRun, _) => await DeliverAsync(shared, ofRun).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    private async Task DeliverAsync(SharedJournal shared, IEnumerable<RunMessage> messages)
    {
        try
        {
            foreach (RunMessage message in messages)
            {
                ActiveRun? run;
                while ((run = await FindActiveAsync(message.Run).ConfigureAwait(false)) is not null
                    && !await TryBringAsync(run, OccurrenceOf(message, run.Machine.View.Plan)).ConfigureAwait(false))
                {
                }

                // Without a run here it is over, or another host has taken it, which gets the message then.
                if (run is not null || await Journal.FindAsync(message.Run).ConfigureAwait(false) is not { IsOver: false })
                {
                    await shared.DoneAsync(message).ConfigureAwait(false);
                }
            }
        }
        catch (PacketFlowException failure)
        {
            // It stays there for the next look, here or wherever the run is then.
            Log.JournalFailed(_parts.Logger, "(message)", failure);
        }
    }

    // Who sent it has his answer: what comes too late is only not to come again.
    private static async ValueTask<bool> TryBringAsync(ActiveRun run, RunOccurrence occurrence)
    {
        try
        {
            return await run.BringAsync(occurrence).ConfigureAwait(false);
        }
        catch (PacketFlowException late) when (late.Code == ErrorCodes.Conflict)
        {
            return true;
        }
    }

    // For a run that another host is at, or will be.
    private ValueTask SendAsync(SharedJournal shared, RunEntry run, RunOccurrence occurrence) => shared.SendAsync(occurrence.Kind switch
    {
        OccurrenceKind.Signal => new RunMessage(run.Id, occurrence.Step, Sealed(occurrence.Data!, new PayloadOwner(run.Id, run.Molecule, run.Version))),
        OccurrenceKind.Cancel => new RunMessage(run.Id, null, Encoding.UTF8.GetBytes(occurrence.Text)),
        _ => throw new InvalidOperationException($"{occurrence.Kind} is no message: only what is over is resumed, and that has no owner."),
    });

    private RunOccurrence OccurrenceOf(RunMessage message, MoleculePlan plan) => message.Step is { } step
        ? RunOccurrence.Signal(step, Opened(message.Data, new PayloadOwner(message.Run, plan.Name, plan.Version)))
        : RunOccurrence.Cancel(Encoding.UTF8.GetString(message.Data));

    // A signal lies in the journal as protected as all that the run writes there itself; its first byte says whether it is.
    private byte[] Sealed(byte[] payload, PayloadOwner owner) => _parts.Protector is { } protector ? [1, .. new RunSeal(protector, owner).Close(payload)] : [0, .. payload];

    private byte[] Opened(byte[] data, PayloadOwner owner) => data[0] == 0 ? data[1..] : new RunSeal(_parts.Protector, owner).Open(data.AsSpan(1));

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
