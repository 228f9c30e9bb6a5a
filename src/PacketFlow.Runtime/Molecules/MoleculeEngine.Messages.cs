using System.Collections.Concurrent;
using System.Text;
using PacketFlow.Molecules.Core;
using PacketFlow.Molecules.Journals;
using PacketFlow.Observability;

namespace PacketFlow.Molecules;

/// <summary>What hosts on one journal tell each other's runs: signals, which are answered, and cancels.</summary>
internal sealed partial class MoleculeEngine
{
    // Whom a host excepts that means all others and itself.
    private const long NoEpoch = 0;

    // Runs that are being told something, and whether there was a look meanwhile: it may have found more for them.
    private readonly ConcurrentDictionary<string, bool> _delivered = new(StringComparer.Ordinal);

    private async Task ReceiveAsync(SharedJournal shared)
    {
        IReadOnlyList<RunMessage> messages = await shared.ReceiveAsync(Epoch).ConfigureAwait(false);
        IGrouping<string, RunMessage>[] ofRuns =
        [
            .. messages.GroupBy(static message => message.Run, StringComparer.Ordinal)
                .Where(ofRun => !_delivered.AddOrUpdate(ofRun.Key, static _ => false, static (_, _) => true)),
        ];
        if (ofRuns.Length > 0)
        {
            // For one run in order, for many at a time, so that they share commits. A run may let its own wait for long: that must keep
            // neither those of others nor this host's beat.
            Follow(Parallel.ForEachAsync(
                ofRuns,
                new ParallelOptions { MaxDegreeOfParallelism = RecoveredAtOnce, CancellationToken = CancellationToken.None },
                async (ofRun, _) => await DeliverAsync(shared, ofRun.Key, ofRun).ConfigureAwait(false)));
        }
    }

    private async Task DeliverAsync(SharedJournal shared, string run, IEnumerable<RunMessage> messages)
    {
        bool isDone = await TryDeliverAsync(shared, messages).ConfigureAwait(false);
        if (_delivered.TryRemove(run, out bool isMore) && isMore && isDone)
        {
            Attend(JournalCall.Messages);
        }
    }

    private async Task<bool> TryDeliverAsync(SharedJournal shared, IEnumerable<RunMessage> messages)
    {
        try
        {
            foreach (RunMessage message in messages)
            {
                (ActiveRun? run, string? refusal) = await TakeAsync(message).ConfigureAwait(false);
                if (run is null && await Journal.FindAsync(message.Run).ConfigureAwait(false) is { } entry)
                {
                    if (!entry.IsOver)
                    {
                        // Another host has taken the run, and gets the message then.
                        continue;
                    }

                    refusal = message.Step is null ? null : SignalTooLate(entry.Id, $"is {entry.Status}").Message;
                }

                if (refusal is null)
                {
                    await shared.DoneAsync(message).ConfigureAwait(false);
                }
                else
                {
                    await shared.RefuseAsync(message, refusal).ConfigureAwait(false);
                }
            }

            return true;
        }
        catch (Exception failure)
        {
            // Whatever it was, it stays there for the next look, here or wherever the run is then.
            JournalFailed("(message)", failure);
            return false;
        }
    }

    // To the run, if that is here and not over; with what it says to a signal that comes too late.
    private async Task<(ActiveRun? Run, string? Refusal)> TakeAsync(RunMessage message)
    {
        while (true)
        {
            ActiveRun? run = await FindActiveAsync(message.Run).ConfigureAwait(false);
            try
            {
                if (run is null || await run.BringAsync(OccurrenceOf(message, run.Machine.View.Plan)).ConfigureAwait(false))
                {
                    return (run, null);
                }
            }
            catch (PacketFlowException late) when (late.Code == ErrorCodes.Conflict)
            {
                return (run, late.Message);
            }
        }
    }

    // The host that has the run says what became of it. One that nobody has lies there until somebody does, and so does its signal.
    private async Task SignalElsewhereAsync(SharedJournal shared, RunEntry run, RunOccurrence signal)
    {
        long number = await SendAsync(shared, run, signal).ConfigureAwait(false);
        while (true)
        {
            Task called = _called.Task;
            (bool isOpen, string? refusal) = await shared.FindAnswerAsync(number).ConfigureAwait(false);
            if (refusal is not null)
            {
                await shared.ForgetAnswerAsync(number).ConfigureAwait(false);
                throw new PacketFlowException(ErrorCodes.Conflict, ErrorCategory.Fatal, refusal);
            }

            if (!isOpen || (await shared.ListOwnedAsync([run.Id], NoEpoch).ConfigureAwait(false)).Count == 0)
            {
                return;
            }

            try
            {
                await WaitForCallAsync(called, _stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                throw new PacketFlowException(
                    ErrorCodes.OutcomeUnknown, ErrorCategory.Retryable, $"The host stops before run {run.Id} has taken the signal. Send it again: one that comes twice changes nothing.");
            }
        }
    }

    // For a run that another host is at, or will be.
    private ValueTask<long> SendAsync(SharedJournal shared, RunEntry run, RunOccurrence occurrence) => shared.SendAsync(occurrence.Kind switch
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
}
