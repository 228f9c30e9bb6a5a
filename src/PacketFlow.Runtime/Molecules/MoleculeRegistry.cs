using System.Collections.Concurrent;
using PacketFlow.CompilerServices;
using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>The molecules of a host by name and version, those within others included, and the handlers of their steps.</summary>
internal sealed class MoleculeRegistry
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Name, int Version), PlanView> _molecules = [];
    private readonly Dictionary<(AtomGroup Group, string Address), ElementHandler> _handlers = [];
    private readonly ConcurrentDictionary<MoleculePlan, ElementHandler?[]> _byPlan = new();

    public MoleculeRegistry(IEnumerable<IPacketFlowModule> modules)
    {
        foreach (IPacketFlowModule module in modules)
        {
            foreach (ElementHandler handler in module.Handlers)
            {
                _handlers[(handler.Element.Group, handler.Element.Name)] = handler;
            }

            foreach (MoleculeDefinition definition in module.Molecules)
            {
                Add(definition);
            }
        }
    }

    public IReadOnlyCollection<PlanView> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _molecules.Values];
            }
        }
    }

    /// <summary>Adds a molecule and those within it.</summary>
    /// <exception cref="InvalidOperationException">Another plan has the name and version.</exception>
    public PlanView Add(MoleculeDefinition definition)
    {
        lock (_lock)
        {
            if (_molecules.TryGetValue((definition.Name, definition.Version), out PlanView? known))
            {
                return known.Plan.Fingerprint == definition.Plan.Fingerprint ? known : throw new InvalidOperationException(
                    $"Two plans are both {definition.Name}/{definition.Version}. Give one another name or version.");
            }

            PlanView view = PlanView.Of(definition);
            _molecules.Add((definition.Name, definition.Version), view);
            foreach (PlanStep step in view.Plan.Steps.Where(static step => step.Kind == StepKind.Nested))
            {
                Add(definition.Nested(step.Number));
            }

            return view;
        }
    }

    /// <summary>Has new runs of a molecule walk its plan another way.</summary>
    public void Tune(PlanView view, PlanTuning tuning)
    {
        lock (_lock)
        {
            _molecules[(view.Plan.Name, view.Plan.Version)] = PlanView.Of(view.Definition, tuning);
        }
    }

    public PlanView? Find(string name, int version)
    {
        lock (_lock)
        {
            return _molecules.GetValueOrDefault((name, version));
        }
    }

    /// <summary>The handlers of a plan's steps by their numbers; null where a step is an element elsewhere.</summary>
    public ElementHandler?[] HandlersOf(MoleculePlan plan) => _byPlan.GetOrAdd(
        plan, static (plan, handlers) => [.. plan.Steps.Select(step => handlers.GetValueOrDefault((step.Element.Group, step.Address)))], _handlers);
}
