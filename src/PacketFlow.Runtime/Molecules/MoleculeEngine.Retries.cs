using PacketFlow.Molecules.Core;
using PacketFlow.Molecules.Journals;
using PacketFlow.Observability;

namespace PacketFlow.Molecules;

/// <summary>Which retries may begin. Runs that must wait sleep in the journal like others, and are told when it is their turn.</summary>
internal sealed partial class MoleculeEngine
{
    private int _inLine;

    /// <summary>Takes room for a retry of a run, or puts the run in line for it.</summary>
    /// <returns>True if it may begin, false if it is in line now, null if it was already.</returns>
    public bool? TryRetry(string run, RetryBudget budget)
    {
        if (budget.TryTake(Uptime))
        {
            return true;
        }

        return Join(run, budget) ? false : null;
    }

    /// <summary>A retry succeeded.</summary>
    public void Earn(RetryBudget budget)
    {
        budget.Earn();
        Pace(budget);
    }

    /// <summary>A retry that may begin is not needed.</summary>
    public void GiveBack(RetryBudget budget)
    {
        budget.GiveBack();
        Pace(budget);
    }

    private bool Join(string run, RetryBudget budget)
    {
        bool isNew = budget.Join(run);
        Interlocked.Add(ref _inLine, isNew ? 1 : 0);
        Pace(budget);
        return isNew;
    }

    private void Pace(RetryBudget budget)
    {
        if (budget.Wait(Uptime) is { } wait)
        {
            Paces.Add(budget, due: 0, wait);
        }
    }

    private void Serve(RetryBudget budget)
    {
        while (budget.Next(Uptime) is { } run)
        {
            Interlocked.Decrement(ref _inLine);
            Follow(GrantAsync(run, budget));
        }

        Pace(budget);
    }

    private async Task GrantAsync(string id, RetryBudget budget)
    {
        try
        {
            ActiveRun? run;
            while ((run = await FindActiveAsync(id).ConfigureAwait(false)) is not null && !run.Post(RunOccurrence.RetryGranted(budget.Step)))
            {
            }

            if (run is null)
            {
                GiveBack(budget);
            }
        }
        catch (JournalException failure) when (!failure.IsDamage)
        {
            // Its turn is over, or a journal that is down would be asked without a pause.
            JournalFailed(id, failure);
            Join(id, budget);
        }
        catch (PacketFlowException)
        {
            // It was marked and told where it could not be read.
            GiveBack(budget);
        }
    }
}
