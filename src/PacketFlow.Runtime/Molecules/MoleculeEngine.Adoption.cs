using PacketFlow.Molecules.Journals;
using PacketFlow.Observability;

namespace PacketFlow.Molecules;

/// <summary>
/// How a host takes over runs that have no owner: a portion, and the next when it goes on with those. So all that look share them, each as
/// fast as it is.
/// </summary>
internal sealed partial class MoleculeEngine
{
    private Task _adoption = Task.CompletedTask;

    // What was asked for last had no answer: some of it may be this host's without its knowledge.
    private bool _isUnanswered;

    // The first portion; the rest follows by itself.
    private async Task AdoptAsync(SharedJournal shared)
    {
        if (IsStopping || !_adoption.IsCompleted)
        {
            return;
        }

        IReadOnlyList<RunEntry> portion = await TakePortionAsync(shared).ConfigureAwait(false);
        Task takenUp = TakeUpAsync(portion);
        if (portion.Count < shared.Portion)
        {
            Follow(takenUp);
        }
        else
        {
            Follow(_adoption = AdoptRestAsync(shared, takenUp));
        }
    }

    private async Task AdoptRestAsync(SharedJournal shared, Task takenUp)
    {
        try
        {
            await shared.CallAsync().ConfigureAwait(false);
            bool isMore;
            do
            {
                await takenUp.ConfigureAwait(false);
                IReadOnlyList<RunEntry> portion = await TakePortionAsync(shared).ConfigureAwait(false);
                takenUp = TakeUpAsync(portion);
                isMore = portion.Count >= shared.Portion;
            }
            while (isMore && !IsStopping);

            // Messages may wait for them.
            Attend(JournalCall.Messages);
            Follow(takenUp);
        }
        catch (JournalException failure)
        {
            // The next beat goes on.
            JournalFailed("(other hosts)", failure);
        }
    }

    private async Task<IReadOnlyList<RunEntry>> TakePortionAsync(SharedJournal shared)
    {
        var known = new List<string>();
        foreach (PlanUse use in await shared.ListOrphansAsync().ConfigureAwait(false))
        {
            if (await FindPlanAsync(use.Molecule, use.Version, use.Fingerprint).ConfigureAwait(false) is not null)
            {
                known.Add(use.Fingerprint);
            }
        }

        if (known.Count == 0 && !_isUnanswered)
        {
            return [];
        }

        bool isAgain = _isUnanswered;
        _isUnanswered = true;
        IReadOnlyList<RunEntry> portion = await shared.AdoptAsync(Epoch, known, [.. _unreadable.Keys], isAgain).ConfigureAwait(false);
        _isUnanswered = false;

        // What is in memory goes on. What sleeps may be told once more when to wake up.
        return isAgain ? [.. portion.Where(entry => !_active.ContainsKey(entry.Id))] : portion;
    }
}
