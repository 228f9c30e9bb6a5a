using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>How an engine runs molecules.</summary>
internal sealed class MoleculeEngineOptions
{
    /// <summary>How many items of a step run at a time where its bond does not say. Default: the number of cores.</summary>
    public int Parallelism { get; set; } = Environment.ProcessorCount;

    /// <summary>How what failed is tried again where the element does not say. Default: three times, after one second, two and four.</summary>
    public Backoff Backoff { get; set; } = Backoff.Default;

    /// <summary>How long runs that are over are kept. Default: 7 days. <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for ever.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Drops the unfinished runs of a plan that was changed under its version, instead of refusing to start. Default: false.</summary>
    public bool ResetChanged { get; set; }

    /// <summary>Which proposals runs that begin get without being asked. Default: none.</summary>
    public IReadOnlyList<ProposalKind> Optimise { get; set; } = [];

    /// <summary>Whether callers are told what a molecule's code throws. Default: false.</summary>
    public bool TellsFailures { get; set; }

    /// <summary>How long a stopping host lets steps that run finish. Default: 5 s.</summary>
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(5);
}
