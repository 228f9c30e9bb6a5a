using System.Collections.Concurrent;
using System.Globalization;
using PacketFlow.Molecules.Core;
using PacketFlow.Molecules.Journals;
using PacketFlow.Reactor;

namespace Crash;

/// <summary>
/// Stands between the engine and its journal: it writes down what the journal has, before the engine is told, and ends the process at a
/// point of that work, as <c>--kill-at append.after:7</c> says: the seventh time.
/// </summary>
internal sealed class JournalWatch
{
    private readonly Ledger _ledger;
    private readonly ModuleSet _modules;
    private readonly ConcurrentDictionary<string, bool> _taken = new(StringComparer.Ordinal);
    private readonly string? _point;
    private int _left;

    public JournalWatch(Ledger ledger, ModuleSet modules, IConfiguration configuration)
    {
        (_ledger, _modules) = (ledger, modules);
        if (configuration["kill-at"]?.Split(':') is [var point, var times])
        {
            (_point, _left) = (point, int.Parse(times, CultureInfo.InvariantCulture));
        }
    }

    public async ValueTask<T> AroundAsync<T>(string what, Func<ValueTask<T>> call)
    {
        Pass(what, "before");
        T result = await call();
        Pass(what, "after");
        return result;
    }

    public async ValueTask AroundAsync(string what, Func<ValueTask> call)
    {
        Pass(what, "before");
        await call();
        Pass(what, "after");
    }

    public async ValueTask<AppendOutcome> AppendAsync(RunJournal journal, RunBatch batch)
    {
        // The batch is the run's again afterwards.
        (string run, string molecule) = (batch.Entry.Id, batch.Entry.Molecule);
        List<RunRecord> records = RecordCodec.Read(batch.Records.Span);
        string[] points = _taken.TryRemove(run, out _) ? ["append", "recovered"] : ["append"];
        Array.ForEach(points, point => Pass(point, "before"));
        AppendOutcome outcome = await journal.AppendAsync(batch);
        Array.ForEach(points, point => Pass(point, "after"));
        if (outcome == AppendOutcome.Done)
        {
            Note(run, molecule, records);
        }

        return outcome;
    }

    public async ValueTask<bool> ClaimAsync(RunJournal journal, string id, long epoch)
    {
        bool isClaimed = await AroundAsync("claim", () => journal.ClaimAsync(id, epoch));
        _taken[id] = true;
        return isClaimed;
    }

    // What a process wrote that died before it could say so.
    public async ValueTask<IReadOnlyList<byte[]>> ReadAsync(RunJournal journal, string id)
    {
        IReadOnlyList<byte[]> batches = await AroundAsync("read", () => journal.ReadAsync(id));
        if (await journal.FindAsync(id) is { } entry)
        {
            Note(id, entry.Molecule, batches.SelectMany(static batch => RecordCodec.Read(batch)));
        }

        return batches;
    }

    private void Pass(string what, string when)
    {
        if (_point == $"{what}.{when}" && Interlocked.Decrement(ref _left) == 0)
        {
            _ledger.Die($"killed {_point}");
        }
    }

    private void Note(string run, string molecule, IEnumerable<RunRecord> records)
    {
        if (_modules.Modules.SelectMany(static module => module.Molecules).FirstOrDefault(known => known.Name == molecule) is not { } definition)
        {
            return;
        }

        foreach (RunRecord record in records)
        {
            if (record.Kind == RecordKind.TrySucceeded || (record.Kind == RecordKind.TryFailed && record.Due == 0))
            {
                _ledger.Write($"done {run} {definition.Plan.Steps[record.Step].Name} {record.Index} {record.Attempt}");
            }
            else if (record.Kind == RecordKind.Ended)
            {
                _ledger.Write($"ended {run}");
            }
        }
    }
}
