using System.Globalization;
using PacketFlow.Molecules.Core;
using PacketFlow.Molecules.Journals;
using PacketFlow.Observability;

namespace PacketFlow.Molecules;

/// <summary>What a host finds in the journal when it starts.</summary>
internal sealed partial class MoleculeEngine
{
    private const int RecoveredAtOnce = 256;

    // A plan's words are kept under its fingerprint, so that a change can be told in words.
    private async Task VerifyPlansAsync()
    {
        foreach (PlanView view in Registry.All)
        {
            await Journal.SavePlanAsync(view.Plan.Fingerprint, PlanWords.Of(view.Plan)).ConfigureAwait(false);
        }

        var changed = new List<string>();
        foreach (PlanUse use in await Journal.ListPlansInUseAsync().ConfigureAwait(false))
        {
            if (await FindPlanAsync(use.Molecule, use.Version, use.Fingerprint).ConfigureAwait(false) is not null)
            {
                continue;
            }

            if (Registry.Find(use.Molecule, use.Version) is not { } view)
            {
                // On a journal of several it is another's, most likely.
                if (Shared is null)
                {
                    Log.RunsUnknown(_parts.Logger, use.Runs, new LogText(use.Molecule), use.Version);
                }

                continue;
            }

            if (_parts.Options.ResetChanged)
            {
                int dropped = await Journal.DropAsync(use).ConfigureAwait(false);
                await Journal.ForgetDocumentsAsync(use.Fingerprint).ConfigureAwait(false);
                Log.RunsDropped(_parts.Logger, dropped, use.Molecule, use.Version);
                continue;
            }

            string before = await WordsOfAsync(use.Fingerprint).ConfigureAwait(false);
            changed.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{use.Molecule}/{use.Version} (unfinished runs: {use.Runs}): {PlanWords.Difference(before, PlanWords.Of(view.Plan))}"));
        }

        if (changed.Count > 0)
        {
            throw new PacketFlowException(
                ErrorCodes.Conflict,
                ErrorCategory.Fatal,
                $"Plans were changed under their version. Give the new plan a new version beside the old one, and a changed payload a type of its own, or let the runs end under the old one. PacketFlow:Journal:reset_changed drops them, in the environment Development alone. {string.Join("; ", changed)}");
        }
    }

    private async Task RecoverAsync()
    {
        if (Shared is { } shared)
        {
            try
            {
                await AdoptAsync(shared).ConfigureAwait(false);
            }
            catch (JournalException failure)
            {
                // It was just opened: the first beat looks again.
                JournalFailed("(other hosts)", failure);
            }
        }
        else
        {
            Follow(TakeUpAsync(await Journal.ListAsync(new RunQuery { IsOver = false }).ConfigureAwait(false)));
        }
    }

    private Task TakeUpAsync(IReadOnlyList<RunEntry> unfinished)
    {
        if (unfinished.Count > 0)
        {
            Log.RunsRecovered(_parts.Logger, unfinished.Count, unfinished.Count(IsToGoOn));
        }

        foreach (RunEntry entry in unfinished.Where(static entry => entry.Locks.Count > 0))
        {
            // Theirs before anybody else asks: what they hold may be half done.
            Locks.Take(entry.Id, entry.Locks, static () => { });
            Interlocked.Increment(ref _takeovers);
        }

        foreach (RunEntry entry in unfinished.Where(entry => entry.WakeAt > 0 && !IsToGoOn(entry)))
        {
            Wakes.Add(entry.Id, entry.WakeAt, entry.WakeAt - Math.Max(Now, entry.UpdatedAt));
        }

        // Many at a time, so that they share commits; the host need not wait for the last of them.
        return Parallel.ForEachAsync(
            unfinished.Where(IsToGoOn),
            new ParallelOptions { MaxDegreeOfParallelism = RecoveredAtOnce, CancellationToken = _stop },
            async (entry, _) => await RecoverRunAsync(entry).ConfigureAwait(false));
    }

    // One that could not be read is tried again, and given up again if it still cannot.
    private bool IsToGoOn(RunEntry entry) => entry.IsBusy || entry.Locks.Count > 0 || _unreadable.ContainsKey(entry.Id);

    // One damaged run must not keep the others from going on.
    private async Task RecoverRunAsync(RunEntry entry)
    {
        try
        {
            if (await LoadAsync(entry).ConfigureAwait(false) is { } run && run.Epoch != Epoch)
            {
                // It was read for an earlier epoch of this host, under which nothing can be written any more.
                run.LetGo();
                await LoadAsync(entry).ConfigureAwait(false);
            }
        }
        catch (JournalException failure) when (!failure.IsDamage)
        {
            JournalFailed(entry.Id, failure);
            Wakes.Add(entry.Id, due: 0, RetryAfter);
        }
        catch (Exception)
        {
            // Whatever it was, it was marked and told where it could not be read.
        }
    }
}
