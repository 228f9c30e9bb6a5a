using PacketFlow.CompilerServices;
using PacketFlow.Molecules.Core;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>Runs that are steps of others.</summary>
internal sealed partial class MoleculeEngine
{
    /// <summary>Runs a molecule as a step of a run, or finds the run that does already; without an input it only looks for that one.</summary>
    public async Task<TellEnd> RunWithinAsync(MoleculeDefinition definition, string id, string parent, byte[]? input, Func<bool> isUnwanted)
    {
        for (int failures = 0; ; failures++)
        {
            try
            {
                PlanView view = Registry.Add(definition);
                if (input is not null)
                {
                    await BeginAsync(view, view.Plan.Timeout, id, input, parent, mayExist: true, isHere: false).ConfigureAwait(false);
                }
                else if (await Journal.FindAsync(id).ConfigureAwait(false) is null)
                {
                    return new TellEnd(RunStatus.Cancelled, null, new RunError(ErrorCodes.Cancelled, ErrorCategory.Fatal, "It was never begun."));
                }

                if (isUnwanted())
                {
                    // Whoever cancelled it may have found nothing yet.
                    await CancelWithinAsync(id).ConfigureAwait(false);
                }

                return await EndOfAsync(id, _stop, isWithin: true).ConfigureAwait(false);
            }
            catch (JournalException failure) when (!failure.IsDamage)
            {
                // The journal's silence says nothing of the run: it must not count as its failure.
                if (!await WaitForJournalAsync(id, failure, failures).ConfigureAwait(false))
                {
                    throw new OperationCanceledException(failure.Message, failure);
                }
            }
            catch (PayloadProtectionException)
            {
                // Nor does a key that is away: the journal has the run, which goes on when the key is back. It was told where it could not be read.
                await PauseAsync(failures).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Cancels a run that is a step of another; nothing if it is over.</summary>
    public async Task CancelWithinAsync(string id)
    {
        RunOccurrence cancel = RunOccurrence.Cancel("The run around it ended.");
        ActiveRun? run;
        while ((run = await FindActiveAsync(id).ConfigureAwait(false)) is not null && !run.Post(cancel))
        {
        }

        if (run is null && Shared is { } shared && await Journal.FindAsync(id).ConfigureAwait(false) is { IsOver: false } elsewhere)
        {
            await SendAsync(shared, elsewhere, cancel).ConfigureAwait(false);
        }
    }
}
