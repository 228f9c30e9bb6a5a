using System.Globalization;
using System.Runtime.CompilerServices;
using PacketFlow.Chemistry;
using PacketFlow.CompilerServices;
using PacketFlow.Molecules.Core;
using PacketFlow.Molecules.Dynamic;
using PacketFlow.Reactor;

namespace PacketFlow.Molecules;

/// <summary>The molecules of a host by name and version, those within others included, and the handlers of their steps.</summary>
internal sealed class MoleculeRegistry
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Name, int Version), PlanView> _molecules = [];
    private readonly Dictionary<(AtomGroup Group, string Address), ElementHandler> _handlers = [];
    private readonly ConditionalWeakTable<PlanView, StepHandlers> _byView = new();
    private readonly ConditionalWeakTable<PlanView, StepHandlers>.CreateValueCallback _find;
    private readonly Func<LocalReactor>? _reactor;

    /// <param name="modules">The host's modules.</param>
    /// <param name="reactor">Who handles elements here; null if there is no reactor.</param>
    public MoleculeRegistry(IEnumerable<IPacketFlowModule> modules, Func<LocalReactor>? reactor)
    {
        _reactor = reactor;
        _find = HandlersIn;
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
                return [.. _molecules.Values, .. Documents.All];
            }
        }
    }

    /// <summary>Those that are no classes of this host.</summary>
    public DocumentShelf Documents { get; } = new();

    /// <summary>Adds a molecule and those within it.</summary>
    /// <exception cref="InvalidOperationException">Another plan has the name and version.</exception>
    public PlanView Add(MoleculeDefinition definition)
    {
        lock (_lock)
        {
            if (_molecules.TryGetValue((definition.Name, definition.Version), out PlanView? known))
            {
                // Of two classes with one plan one would run the other's code.
                return known.Definition.GetType() != definition.GetType() ? throw Refused(definition, $"molecules ({ClassOf(known.Definition)} and {ClassOf(definition)})")
                    : known.Plan.Fingerprint == definition.Plan.Fingerprint ? known
                    : throw Refused(definition);
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

    /// <summary>Adds a molecule that a run is begun with.</summary>
    /// <exception cref="InvalidOperationException">Another plan has the name and version.</exception>
    public PlanView Add(DynamicMolecule molecule)
    {
        if (Find(molecule.Name, molecule.Version) is { } known)
        {
            return known.Plan.Fingerprint == molecule.Plan.Fingerprint ? known : throw Refused(molecule);
        }

        return Documents.HasOther(molecule.Plan) ? throw Refused(molecule) : Documents.Add(molecule);
    }

    /// <summary>Has new runs of a molecule walk its plan another way.</summary>
    public void Tune(PlanView view, PlanTuning tuning)
    {
        PlanView tuned = PlanView.Of(view.Definition, tuning);
        lock (_lock)
        {
            if (_molecules.ContainsKey((view.Plan.Name, view.Plan.Version)))
            {
                _molecules[(view.Plan.Name, view.Plan.Version)] = tuned;
                return;
            }
        }

        Documents.Replace(tuned);
    }

    /// <summary>The plan of a class of this host.</summary>
    public PlanView? Find(string name, int version)
    {
        lock (_lock)
        {
            return _molecules.GetValueOrDefault((name, version));
        }
    }

    /// <summary>The newest version of a molecule of this host; 1 where there is none.</summary>
    public int Newest(string name)
    {
        lock (_lock)
        {
            return _molecules.Keys.Where(key => key.Name == name).Select(static key => key.Version).DefaultIfEmpty(1).Max();
        }
    }

    /// <summary>The plan of a class of this host that somebody asked for.</summary>
    /// <exception cref="PacketFlowException">PF001: there is none; the message says which one there is.</exception>
    public PlanView Require(string name, int version)
    {
        lock (_lock)
        {
            if (_molecules.TryGetValue((name, version), out PlanView? view))
            {
                return view;
            }

            int[] versions = [.. _molecules.Keys.Where(key => key.Name == name).Select(static key => key.Version).Order()];
            string wayOut = versions.Length > 0 ? $"It is here in {(versions.Length > 1 ? "versions" : "version")} {string.Join(", ", versions)}."
                : EditDistance.Nearest(name, _molecules.Keys.Select(static key => key.Name)) is { } meant ? $"Did you mean {meant}?"
                : "Is its module added with AddElements or Add?";
            throw new PacketFlowException(ErrorCodes.NoHandler, ErrorCategory.Routing, string.Create(CultureInfo.InvariantCulture, $"No molecule {name}/{version} here. {wayOut}"));
        }
    }

    /// <summary>A plan that runs go by; null if it is not here, or a class has its name and version now.</summary>
    public PlanView? Find(string name, int version, string fingerprint) => Find(name, version) is { } known
        ? known.Plan.Fingerprint == fingerprint ? known : null
        : Documents.Find(fingerprint);

    /// <summary>The handlers of a plan's steps, and what they may do.</summary>
    public StepHandlers HandlersOf(PlanView view) => _byView.GetValue(view, _find);

    /// <summary>What the handler of an address says of its element; null where there is none here.</summary>
    public Element? Described(AtomGroup group, string element) =>
        _reactor?.Invoke().Find(group, element)?.Element ?? _handlers.GetValueOrDefault((group, element))?.Element;

    /// <summary>Whether a step changes the system itself, under whatever name it asks for that.</summary>
    public bool NeedsControl(PlanStep step) =>
        ControlScope.Covers(step.Element) || _reactor?.Invoke().Find(step.Element.Group, step.Element.Name) is { IsControl: true };

    // A document with such a step was taken from none but who may have it. Any other may have come from anywhere, and its steps run what
    // they are told to: those of a pipeline, another document.
    private StepHandlers HandlersIn(PlanView view) => new(
        [.. view.Plan.Steps.Select(HandlerOf)], view.Definition is not DynamicMolecule || view.Plan.Steps.Any(NeedsControl));

    // An element has the instance that its atoms find, so that the reactor's place for it is taken.
    private ElementHandler? HandlerOf(PlanStep step) => !_handlers.TryGetValue((step.Element.Group, step.Address), out ElementHandler? handler) ? null
        : step.Kind == StepKind.Remote && _reactor?.Invoke().Find(step.Element.Group, step.Address) is { } site ? site
        : handler;

    private static InvalidOperationException Refused(MoleculeDefinition definition, string what = "plans") =>
        new($"Two {what} are both {definition.Name}/{definition.Version}. Give one another name or version.");

    // The generated class is within the user's.
    private static string ClassOf(MoleculeDefinition definition) => (definition.GetType().DeclaringType ?? definition.GetType()).FullName!;
}
