using PacketFlow.Molecules.Core;
using PacketFlow.Molecules.Dynamic;

namespace PacketFlow.Molecules;

/// <summary>
/// The plans of documents, by their fingerprints. Two of one name and version may be here: a run that failed is tried again though another plan
/// has the name by then.
/// </summary>
internal sealed class DocumentShelf
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Name, int Version), List<PlanView>> _plans = [];

    public IReadOnlyCollection<PlanView> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _plans.Values.SelectMany(static named => named)];
            }
        }
    }

    public PlanView? Find(string name, int version, string fingerprint)
    {
        lock (_lock)
        {
            return _plans.GetValueOrDefault((name, version))?.Find(view => view.Plan.Fingerprint == fingerprint);
        }
    }

    /// <summary>Whether another plan is here under the name and version of this one.</summary>
    public bool HasOther(MoleculePlan plan)
    {
        lock (_lock)
        {
            return _plans.TryGetValue((plan.Name, plan.Version), out List<PlanView>? named) && named.Exists(view => view.Plan.Fingerprint != plan.Fingerprint);
        }
    }

    /// <summary>Adds a document.</summary>
    /// <returns>Its plan, which may have been here.</returns>
    public PlanView Add(DynamicMolecule molecule)
    {
        lock (_lock)
        {
            if (!_plans.TryGetValue((molecule.Name, molecule.Version), out List<PlanView>? named))
            {
                named = [];
                _plans.Add((molecule.Name, molecule.Version), named);
            }

            PlanView? view = named.Find(view => view.Plan.Fingerprint == molecule.Plan.Fingerprint);
            if (view is null)
            {
                view = PlanView.Of(molecule);
                named.Add(view);
            }

            return view;
        }
    }

    /// <summary>Puts a plan in the place of the one with its fingerprint, if that is here.</summary>
    public void Replace(PlanView tuned)
    {
        lock (_lock)
        {
            List<PlanView>? named = _plans.GetValueOrDefault((tuned.Plan.Name, tuned.Plan.Version));
            int place = named?.FindIndex(view => view.Plan.Fingerprint == tuned.Plan.Fingerprint) ?? -1;
            if (place >= 0)
            {
                named![place] = tuned;
            }
        }
    }
}
