using PacketFlow.Molecules.Journals;
using PacketFlow.Observability;

namespace PacketFlow.Molecules;

/// <summary>Resources of covalent groups: this host's runs take turns among themselves, and the one whose turn it is asks the journal that others share.</summary>
internal sealed partial class MoleculeEngine
{
    // What is asked and given back for one run, and those within it, must reach the journal in that order.
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 64).Select(static _ => new SemaphoreSlim(1))];

    private int _takeovers;

    /// <summary>Asks for resources; <paramref name="granted"/> is called, perhaps at once, when all are held.</summary>
    public void TakeLocks(ActiveRun run, string[] names, Action granted)
    {
        // Before it stands in line: whoever comes into the line after this counts as come meanwhile.
        int takeovers = Volatile.Read(ref _takeovers);
        Locks.Take(run.Id, names, Shared is { } shared ? () => Follow(TakeSharedAsync(shared, run, names, granted, takeovers)) : granted);
        if (run.IsGone)
        {
            // It was let go meanwhile, and nobody would give back what it holds here.
            Locks.Forget(run.Id);
        }
    }

    /// <summary>Gives resources back, or gives up asking for them.</summary>
    public void FreeLocks(ActiveRun run, string[] names)
    {
        Locks.Free(run.Id, names);
        if (Shared is { } shared)
        {
            Follow(FreeSharedAsync(shared, run, names));
        }
    }

    private async Task TakeSharedAsync(SharedJournal shared, ActiveRun run, string[] names, Action granted, int takeovers)
    {
        bool isGranted = false;
        while (!isGranted && !run.IsGone && !IsStopping)
        {
            Task called = _called.Task;
            isGranted = await InTurnAsync(run, root => shared.TakeLocksAsync(root, names, run.Epoch)).ConfigureAwait(false);
            if (!isGranted)
            {
                if (takeovers != Volatile.Read(ref _takeovers))
                {
                    // Whoever holds it elsewhere may have come here and stand behind this one now, which must let it go first.
                    Locks.Free(run.Id, names);
                    TakeLocks(run, names, granted);
                    return;
                }

                await WaitForCallAsync(called, CancellationToken.None).ConfigureAwait(false);
            }
        }

        if (isGranted)
        {
            granted();
        }
    }

    private async Task FreeSharedAsync(SharedJournal shared, ActiveRun run, string[] names)
    {
        while (!await InTurnAsync(run, FreeAsync).ConfigureAwait(false) && !_stopping.IsCancellationRequested)
        {
            await WaitForCallAsync(_called.Task, CancellationToken.None).ConfigureAwait(false);
        }

        // Others of this host may stand next in line.
        Interlocked.Exchange(ref _called, NewCall()).SetResult();

        async ValueTask<bool> FreeAsync(string root)
        {
            string[] left = [.. names.Where(name => Locks.OwnerOf(name) != root)];
            if (left.Length > 0)
            {
                await shared.FreeLocksAsync(root, left, run.Epoch).ConfigureAwait(false);
            }

            return true;
        }
    }

    // False if the journal did not answer.
    private async Task<bool> InTurnAsync(ActiveRun run, Func<string, ValueTask<bool>> ask)
    {
        string root = LockTable.RootOf(run.Id);
        SemaphoreSlim turn = _turns[(uint)root.GetHashCode(StringComparison.Ordinal) % _turns.Length];
        await turn.WaitAsync().ConfigureAwait(false);
        try
        {
            return await ask(root).ConfigureAwait(false);
        }
        catch (JournalException failure)
        {
            JournalFailed(run.Id, failure);
            return false;
        }
        finally
        {
            turn.Release();
        }
    }
}
