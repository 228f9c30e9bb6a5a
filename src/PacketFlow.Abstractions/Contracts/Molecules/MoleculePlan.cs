using System.ComponentModel;
using PacketFlow.Chemistry;
using PacketFlow.CompilerServices;

namespace PacketFlow;

/// <summary>What a molecule is made of, and what the theory says of it.</summary>
public sealed class MoleculePlan
{
    private readonly Lazy<MoleculeReport> _report;
    private readonly Lazy<string> _fingerprint;

    /// <summary>Makes a plan.</summary>
    /// <param name="name">The molecule's name.</param>
    /// <param name="version">Which version of the plan it is.</param>
    /// <param name="steps">Its steps in the order of their numbers, those of the flow first.</param>
    /// <param name="bonds">Its bonds.</param>
    /// <param name="outputs">What its last steps add to its output.</param>
    /// <exception cref="ArgumentException">A bond leads outside the flow, or the ionic bonds have a cycle.</exception>
    public MoleculePlan(
        string name, int version, IReadOnlyList<PlanStep> steps, IReadOnlyList<PlanBond> bonds, IReadOnlyList<PlanOutput> outputs)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentNullException.ThrowIfNull(bonds);
        ArgumentNullException.ThrowIfNull(outputs);
        Name = name;
        Version = version;
        Steps = steps;
        Bonds = bonds;
        Outputs = outputs;

        BondGraph graph = PlanGraph.Of(this);
        if (!graph.IsAcyclic)
        {
            throw new ArgumentException("The ionic bonds have a cycle: there is no order.", nameof(bonds));
        }

        Waves = [.. graph.Waves.Select(wave => (IReadOnlyList<PlanStep>)[.. wave.Select(step => steps[step])])];
        CriticalPath = [.. graph.CriticalPath(PlanGraph.Seconds(this)).Steps.Select(step => steps[step])];
        _report = new Lazy<MoleculeReport>(() => MoleculeReport.Of(graph, PlanGraph.Seconds(this)));
        _fingerprint = new Lazy<string>(() => PlanFingerprint.Of(this));
    }

    /// <summary>The molecule's name.</summary>
    public string Name { get; }

    /// <summary>Which version of the plan it is.</summary>
    public int Version { get; }

    /// <summary>How long a run may take; null for no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Adds what its payloads look like on the wire: what the fingerprint covers beyond the types' names.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Action<PayloadSchema>? Payloads { get; init; }

    /// <summary>The steps of the flow in the order of their numbers, then compensations and substitutes.</summary>
    public IReadOnlyList<PlanStep> Steps { get; }

    /// <summary>The bonds between the steps.</summary>
    public IReadOnlyList<PlanBond> Bonds { get; }

    /// <summary>What the last steps add to the output: none, one that is the output, or one for each of its properties.</summary>
    public IReadOnlyList<PlanOutput> Outputs { get; }

    /// <summary>The steps that can start together, wave after wave.</summary>
    public IReadOnlyList<IReadOnlyList<PlanStep>> Waves { get; }

    /// <summary>The chain of steps whose timeouts are longest together.</summary>
    public IReadOnlyList<PlanStep> CriticalPath { get; }

    /// <summary>How long the critical path may take.</summary>
    public TimeSpan CriticalTime => TimeSpan.FromSeconds(_report.Value.CriticalSeconds);

    /// <summary>How many steps may run at once.</summary>
    public int Width => _report.Value.Width;

    /// <summary>The sum of the bonds' strengths.</summary>
    public double BindingEnergy => _report.Value.BindingEnergy;

    /// <summary>Binding energy less the stress on shared resources; the molecule is stable above 0.</summary>
    public double Stability => _report.Value.Stability;

    /// <summary>The logarithm of the number of orders in which the steps can run.</summary>
    public double Resonance => _report.Value.Resonance;

    /// <summary>
    /// The same for two plans whose runs can take over from each other: it covers steps, addresses, the types of payloads
    /// with their members, bonds and their conditions; timeouts may differ.
    /// </summary>
    public string Fingerprint => _fingerprint.Value;
}
