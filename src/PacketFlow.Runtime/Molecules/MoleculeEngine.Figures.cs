using System.Runtime.CompilerServices;
using PacketFlow.Molecules.Core;
using PacketFlow.Molecules.Dynamic;
using PacketFlow.Molecules.Journals;
using PacketFlow.Observability;

namespace PacketFlow.Molecules;

/// <summary>What an engine counts and measures.</summary>
internal sealed partial class MoleculeEngine
{
    public RunMetrics Metrics => _parts.Metrics;

    /// <summary>Where the runs of a plan are counted. Names of documents are their callers', so that all documents are one.</summary>
    public RunCounts CountsOf(PlanView view) => Metrics.Of(view.Definition is DynamicMolecule ? RunMetrics.Document : view.Plan.Name);

    /// <summary>Makes a batch durable, and measures how long that was waited for. A journal that keeps nobody waiting costs no look at the clock.</summary>
    public ValueTask<AppendOutcome> AppendAsync(RunBatch batch)
    {
        ValueTask<AppendOutcome> pending = Journal.AppendAsync(batch);
        return pending.IsCompleted ? pending : MeasuredAsync(pending, _parts.Time.GetTimestamp());
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<AppendOutcome> MeasuredAsync(ValueTask<AppendOutcome> pending, long began)
    {
        AppendOutcome outcome = await pending.ConfigureAwait(false);
        Metrics.Appended(_parts.Time.GetTimestamp() - began);
        return outcome;
    }

    // Counters that are there before the first run let a reader tell none from unknown.
    private void BeginFigures()
    {
        foreach (PlanView view in Registry.All)
        {
            CountsOf(view);
        }

        Metrics.Observe(() => ActiveCount, () => Wakes.Count, () => Volatile.Read(ref _inLine));
    }
}
