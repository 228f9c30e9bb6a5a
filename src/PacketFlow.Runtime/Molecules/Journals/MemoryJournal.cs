namespace PacketFlow.Molecules.Journals;

/// <summary>Keeps runs for as long as the process lives.</summary>
internal sealed class MemoryJournal : RunJournal
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Kept> _runs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _plans = new(StringComparer.Ordinal);
    private long _epoch;

    /// <param name="isChosen">Whether there was no other to choose: else somebody may have meant one, and is told.</param>
    public MemoryJournal(bool isChosen = true) =>
        Warnings = isChosen ? [] : ["Runs are kept in memory and are gone with this process, since PacketFlow:Journal names no other place. Is the setting read, and spelt right?"];

    public override ValueTask<long> OpenAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Interlocked.Increment(ref _epoch));

    public override ValueTask<AppendOutcome> AppendAsync(RunBatch batch)
    {
        lock (_lock)
        {
            if (!_runs.TryGetValue(batch.Entry.Id, out Kept? kept))
            {
                kept = new Kept();
                _runs.Add(batch.Entry.Id, kept);
            }

            if (kept.Epoch > batch.Epoch || kept.Batches.Count + 1 != batch.Entry.Batches)
            {
                return ValueTask.FromResult(AppendOutcome.Fenced);
            }

            kept.Epoch = batch.Epoch;
            kept.Follow(batch.Entry);
            kept.Batches.Add(batch.Records.ToArray());
            if (batch.Document is { } document)
            {
                _plans.TryAdd(DocumentKey + batch.Entry.Fingerprint, document);
            }

            return ValueTask.FromResult(AppendOutcome.Done);
        }
    }

    public override ValueTask<bool> ClaimAsync(string id, long epoch)
    {
        lock (_lock)
        {
            bool isFree = !_runs.TryGetValue(id, out Kept? kept) || kept.Epoch <= epoch;
            if (isFree && kept is not null)
            {
                kept.Epoch = epoch;
            }

            return ValueTask.FromResult(isFree);
        }
    }

    public override ValueTask<RunEntry?> FindAsync(string id)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(_runs.TryGetValue(id, out Kept? kept) ? kept.Copy() : null);
        }
    }

    public override ValueTask<IReadOnlyList<byte[]>> ReadAsync(string id)
    {
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyList<byte[]>>(_runs.TryGetValue(id, out Kept? kept) ? [.. kept.Batches] : []);
        }
    }

    public override ValueTask<IReadOnlyList<RunEntry>> ListAsync(RunQuery query)
    {
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyList<RunEntry>>(
            [
                .. _runs.Values.Select(static kept => kept.Copy())
                    .Where(entry => Fits(entry, query))
                    .OrderBy(static entry => entry.Id, StringComparer.Ordinal)
                    .Take(query.Limit),
            ]);
        }
    }

    public override ValueTask<int> DeleteAsync(IReadOnlyCollection<string> ids)
    {
        lock (_lock)
        {
            HashSet<string> wanted = [.. ids];
            string[] gone = [.. _runs.Values.Select(static kept => kept.Entry!)
                .Where(entry => entry.IsOver && IsWithin(entry.Id, wanted))
                .Select(static entry => entry.Id)];
            return ValueTask.FromResult(gone.Count(_runs.Remove));
        }
    }

    public override ValueTask SavePlanAsync(string fingerprint, string words)
    {
        lock (_lock)
        {
            _plans[fingerprint] = words;
        }

        return default;
    }

    public override ValueTask<string?> FindPlanAsync(string fingerprint)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(_plans.GetValueOrDefault(fingerprint));
        }
    }

    public override ValueTask ForgetDocumentsAsync(string? fingerprint)
    {
        lock (_lock)
        {
            HashSet<string> used = [.. _runs.Values.Select(static kept => kept.Entry!.Fingerprint)];
            foreach (string key in _plans.Keys.Where(static key => key.StartsWith(DocumentKey, StringComparison.Ordinal)).ToArray())
            {
                string plan = key[DocumentKey.Length..];
                if ((fingerprint is null || plan == fingerprint) && !used.Contains(plan))
                {
                    _plans.Remove(key);
                    _plans.Remove(plan);
                }
            }
        }

        return default;
    }

    public override ValueTask<IReadOnlyList<PlanUse>> ListPlansInUseAsync()
    {
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyList<PlanUse>>(
            [
                .. _runs.Values.Select(static kept => kept.Entry!)
                    .Where(static entry => !entry.IsOver)
                    .GroupBy(static entry => (entry.Molecule, entry.Version, entry.Fingerprint))
                    .Select(static runs => new PlanUse(runs.Key.Molecule, runs.Key.Version, runs.Key.Fingerprint, runs.Count())),
            ]);
        }
    }

    public override ValueTask<int> DropAsync(PlanUse plan)
    {
        lock (_lock)
        {
            string[] roots = [.. _runs.Values.Select(static kept => kept.Entry!)
                .Where(entry => !entry.IsOver && (entry.Molecule, entry.Version, entry.Fingerprint) == (plan.Molecule, plan.Version, plan.Fingerprint))
                .Select(static entry => entry.Id)];
            string[] gone = [.. _runs.Keys.Where(id => roots.Any(root => id == root || id.StartsWith(root + "/", StringComparison.Ordinal)))];
            return ValueTask.FromResult(gone.Count(_runs.Remove));
        }
    }

    public override ValueTask DisposeAsync() => default;

    // The id itself, or one of those that it begins with: a step's run has its parent's id before the last slash.
    private static bool IsWithin(string id, HashSet<string> wanted)
    {
        for (string one = id; !wanted.Contains(one); one = one[..one.LastIndexOf('/')])
        {
            if (!one.Contains('/', StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Fits(RunEntry entry, RunQuery query) =>
        (query.Status is null || entry.Status == query.Status)
        && (query.Molecule is null || entry.Molecule == query.Molecule)
        && (query.IsOver is null || entry.IsOver == query.IsOver)
        && (query.UpdatedBefore is null || entry.UpdatedAt < query.UpdatedBefore)
        && (query.UpdatedAfter is null || entry.UpdatedAt >= query.UpdatedAfter)
        && (!query.RootsOnly || entry.Parent is null)
        && (query.After is null || string.CompareOrdinal(entry.Id, query.After) > 0);

    private sealed class Kept
    {
        public RunEntry? Entry { get; private set; }

        public long Epoch { get; set; }

        public List<byte[]> Batches { get; } = [];

        /// <summary>For whoever reads it while the run goes on.</summary>
        public RunEntry Copy() => Entry! with { };

        public void Follow(RunEntry entry)
        {
            Entry ??= entry with { };
            Entry.Status = entry.Status;
            Entry.UpdatedAt = entry.UpdatedAt;
            Entry.WakeAt = entry.WakeAt;
            Entry.IsOver = entry.IsOver;
            Entry.IsBusy = entry.IsBusy;
            Entry.Locks = entry.Locks;
            Entry.Batches = entry.Batches;
        }
    }
}
