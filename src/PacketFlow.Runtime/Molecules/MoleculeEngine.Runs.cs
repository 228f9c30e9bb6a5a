using PacketFlow.CompilerServices;
using PacketFlow.Molecules.Core;
using PacketFlow.Molecules.Dynamic;
using PacketFlow.Molecules.Journals;
using PacketFlow.Observability;

namespace PacketFlow.Molecules;

/// <summary>Which runs there are: new ones, those in memory, those in the journal.</summary>
internal sealed partial class MoleculeEngine
{
    // Makes a run, or joins the one that has the id.
    private async ValueTask<ActiveRun?> BeginAsync(PlanView view, TimeSpan? timeout, string id, byte[] input, string? parent, bool mayExist, bool isHere)
    {
        if (mayExist && await JoinAsync(view, id, input).ConfigureAwait(false))
        {
            return null;
        }

        RunMachine machine = NewMachine(view, id);
        machine.Timeout = timeout;
        var run = new ActiveRun(this, machine, parent, batches: 0, Epoch, since: 0) { Origin = StepActivities.Origin() };
        var known = new Lazy<Task<ActiveRun?>>(Task.FromResult<ActiveRun?>(run));
        _ = known.Value;
        if (!_active.TryAdd(id, known))
        {
            // Somebody else starts it at this moment.
            return await BeginAsync(view, timeout, id, input, parent, mayExist: true, isHere).ConfigureAwait(false);
        }

        run.TryWatch();
        if (isHere && !Journal.HoldsThreads)
        {
            run.PostHere(RunOccurrence.Begin(input));
        }
        else
        {
            run.Post(RunOccurrence.Begin(input));
        }

        try
        {
            await run.Accepted.Task.ConfigureAwait(false);
        }
        catch (PacketFlowException other) when (other.Code == ErrorCodes.OutcomeUnknown && (mayExist || run.Epoch != Epoch))
        {
            // Another host started it at this moment.
            if (await JoinAsync(view, id, input).ConfigureAwait(false))
            {
                return null;
            }

            // Or this one was silent for too long: what it had begun as another is begun again, and joined if it was made after all.
            if (run.Epoch == Epoch)
            {
                throw;
            }

            return await BeginAsync(view, timeout, id, input, parent, mayExist: true, isHere).ConfigureAwait(false);
        }
        finally
        {
            run.Unwatch();
        }

        return run;
    }

    private async ValueTask<bool> JoinAsync(PlanView view, string id, byte[] input)
    {
        (RunEntry Entry, byte[] Input)? found;
        try
        {
            found = await FindActiveOrOverAsync(id).ConfigureAwait(false);
        }
        catch (JournalException failure) when (!failure.IsDamage)
        {
            // A journal that cannot even be asked takes no run either, which is all that shows where no other one writes.
            Metrics.Journal.Failed(failure.Message);
            throw;
        }

        if (found is not { } known)
        {
            return false;
        }

        // Of a class the plan may have changed since; a document that says something else is something else.
        bool isSame = IsSame(known.Input, input), isOther = view.Definition is DynamicMolecule && known.Entry.Fingerprint != view.Plan.Fingerprint;
        if (known.Entry.Molecule != view.Plan.Name || known.Entry.Version != view.Plan.Version || !isSame || isOther)
        {
            throw new PacketFlowException(
                ErrorCodes.Conflict,
                ErrorCategory.Fatal,
                $"Run {id} exists: {known.Entry.Molecule}/{known.Entry.Version}{(isOther ? " of another document" : "")} with {(isSame ? "the same" : "another")} input. Choose another id.");
        }

        return true;
    }

    // The order of members says nothing, and not everybody who encodes them again can choose it.
    private static bool IsSame(byte[] known, byte[] input) => known.AsSpan().SequenceEqual(input) || FlowValue.Parse(known) == FlowValue.Parse(input);

    private RunMachine NewMachine(PlanView view, string id) => new(view, id, _parts.Options.Parallelism, _parts.Options.Backoff)
    {
        TellsFailures = _parts.Options.TellsFailures,
        KeepsTimeout = view.Definition is DynamicMolecule,
    };

    private async ValueTask<(RunEntry Entry, byte[] Input)?> FindActiveOrOverAsync(string id)
    {
        if (await FindActiveAsync(id).ConfigureAwait(false) is { } run)
        {
            await run.Accepted.Task.ConfigureAwait(false);
            MoleculePlan plan = run.Machine.View.Plan;
            return (new RunEntry(id, plan.Name, plan.Version, plan.Fingerprint, run.Machine.Status), run.Machine.Input);
        }

        return await Journal.FindAsync(id).ConfigureAwait(false) is { } entry
            ? (entry, (await ReadAsync(entry).ConfigureAwait(false))[0].Data ?? Packed.Nil)
            : null;
    }

    /// <summary>The run in memory, read from the journal if it sleeps there; null if there is none or it is over.</summary>
    private async ValueTask<ActiveRun?> FindActiveAsync(string id)
    {
        if (_active.TryGetValue(id, out Lazy<Task<ActiveRun?>>? known))
        {
            return await known.Value.ConfigureAwait(false);
        }

        RunEntry? entry = await Journal.FindAsync(id).ConfigureAwait(false);
        return entry is null or { IsOver: true } ? null : await LoadAsync(entry).ConfigureAwait(false);
    }

    // The run in memory, to stay there until it is unwatched.
    private async ValueTask<ActiveRun?> FindWatchedAsync(string id)
    {
        while (true)
        {
            ActiveRun? run = await FindActiveAsync(id).ConfigureAwait(false);
            if (run is null || run.TryWatch())
            {
                return run;
            }
        }
    }

    private async Task<ActiveRun?> LoadAsync(RunEntry entry)
    {
        var load = new Lazy<Task<ActiveRun?>>(() => ReadRunAsync(entry));
        Lazy<Task<ActiveRun?>> known = _active.GetOrAdd(entry.Id, load);
        try
        {
            ActiveRun? run = await known.Value.ConfigureAwait(false);
            if (run is null)
            {
                _active.TryRemove(new KeyValuePair<string, Lazy<Task<ActiveRun?>>>(entry.Id, known));
            }
            else if (known == load && run.IsHeld)
            {
                Release(run);
            }

            return run;
        }
        catch (Exception damage)
        {
            _active.TryRemove(new KeyValuePair<string, Lazy<Task<ActiveRun?>>>(entry.Id, known));
            if (damage is not JournalException { IsDamage: false })
            {
                await MarkUnreadableAsync(entry.Id, damage).ConfigureAwait(false);
            }

            throw;
        }
    }

    private void Release(ActiveRun run)
    {
        if (run.IsSuspect)
        {
            Log.RunHeld(_parts.Logger, run.Id);
            Follow(_trials.AddAsync(run));
        }
        else
        {
            run.Release();
        }
    }

    private async Task<ActiveRun?> ReadRunAsync(RunEntry entry)
    {
        // What is over may be opened again; who asked decides that.
        if (await Journal.FindAsync(entry.Id).ConfigureAwait(false) is not { } fresh)
        {
            Locks.Forget(entry.Id);
            return null;
        }

        if (await FindPlanAsync(fresh).ConfigureAwait(false) is not { } view)
        {
            if (_unknown.TryAdd(fresh.Id, true))
            {
                Log.RunParked(_parts.Logger, fresh.Id, fresh.Molecule, fresh.Version);
            }

            return null;
        }

        long epoch = Epoch;
        if (!await Journal.ClaimAsync(fresh.Id, epoch).ConfigureAwait(false))
        {
            // Another host has it, and with it what was taken here for it.
            Locks.Forget(fresh.Id);
            return null;
        }

        RunMachine machine = NewMachine(view, fresh.Id);
        IReadOnlyList<byte[]> batches = await Journal.ReadAsync(fresh.Id).ConfigureAwait(false);
        foreach (byte[] batch in batches)
        {
            Decode(batch, fresh).ForEach(machine.Replay);
        }

        _unreadable.TryRemove(fresh.Id, out _);
        _unknown.TryRemove(fresh.Id, out _);
        if (machine.Course == RunCourse.Ended && !entry.IsOver)
        {
            // Its owner ended it meanwhile: whoever asked looks again.
            Locks.Forget(fresh.Id);
            return null;
        }

        var run = new ActiveRun(this, machine, fresh.Parent, batches.Count, epoch, fresh.UpdatedAt);
        run.Accepted.TrySetResult();
        if (machine.Course != RunCourse.Ended)
        {
            // Before anybody has it: what others bring must find the run as it goes on, and not as it was left.
            run.Hold(RunOccurrence.Recover());
        }

        return run;
    }

    private static PacketFlowException NoRun(string id) =>
        new(ErrorCodes.NoHandler, ErrorCategory.Fatal, $"There is no run {id}. It was never started here, or it is over and was deleted.");
}
