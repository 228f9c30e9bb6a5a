using System.Runtime.CompilerServices;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>Which runs there are, page by page.</summary>
internal sealed partial class MoleculeEngine
{
    private const int PageSize = 200;

    public async IAsyncEnumerable<RunInfo> ListAsync(RunSearch search, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RunPage page = new([], search.After);
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            page = await ListPageAsync(search with { After = page.Next }, PageSize).ConfigureAwait(false);
            foreach (RunInfo info in page.Runs)
            {
                yield return info;
            }
        }
        while (page.Next is not null);
    }

    /// <summary>One page. It may hold fewer runs than asked for, or none, and yet not be the last.</summary>
    public async ValueTask<RunPage> ListPageAsync(RunSearch search, int size)
    {
        ThrowIfNotRunning();
        IReadOnlyList<RunEntry> entries = await Journal.ListAsync(QueryOf(search) with { Limit = size }).ConfigureAwait(false);
        IReadOnlySet<string> parked = await ListParkedAsync(entries).ConfigureAwait(false);
        return new RunPage(
            [
                .. entries.Select(entry => InfoOf(entry, !parked.Contains(entry.Id)))
                    .Where(info => search.Status is null || info.Status == search.Status),
            ],
            entries.Count < size ? null : entries[^1].Id);
    }

    // What this host does not know may go on in one that does.
    private async ValueTask<IReadOnlySet<string>> ListParkedAsync(IReadOnlyList<RunEntry> entries)
    {
        var parked = new HashSet<string>(StringComparer.Ordinal);
        foreach (IGrouping<string, RunEntry> ofPlan in entries.Where(static entry => !entry.IsOver).GroupBy(static entry => entry.Fingerprint, StringComparer.Ordinal))
        {
            bool isKnown = await FindPlanAsync(ofPlan.First()).ConfigureAwait(false) is not null;
            parked.UnionWith(ofPlan.Select(static entry => entry.Id).Where(id => !isKnown || _unreadable.ContainsKey(id)));
        }

        if (Shared is { } shared && parked.Count > 0)
        {
            parked.ExceptWith(await shared.ListOwnedAsync(parked, Epoch).ConfigureAwait(false));
        }

        return parked;
    }

    // A run is parked by what this host knows, which no journal does: it is among those that are not over.
    private static RunQuery QueryOf(RunSearch search) => new()
    {
        Status = search.Status == RunStatus.Parked ? null : search.Status,
        IsOver = search.Status == RunStatus.Parked ? false : search.IsOver,
        Molecule = search.Molecule,
        UpdatedAfter = search.UpdatedFrom is { } from ? CeilingOf(from) : null,
        UpdatedBefore = search.UpdatedBefore is { } before ? CeilingOf(before) : null,
        RootsOnly = !search.IncludeNested,
        After = search.After,
    };

    // Journals keep whole milliseconds.
    private static long CeilingOf(DateTimeOffset moment) =>
        moment.ToUnixTimeMilliseconds() + (moment.UtcTicks % TimeSpan.TicksPerMillisecond > 0 ? 1 : 0);
}
