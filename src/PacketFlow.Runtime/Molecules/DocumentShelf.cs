using PacketFlow.Molecules.Core;
using PacketFlow.Molecules.Dynamic;

namespace PacketFlow.Molecules;

/// <summary>
/// The plans of documents that were used last; others are read from the journal when a run of theirs is asked for. Two of one name and
/// version may be here: a run that failed is tried again though another plan has the name by then.
/// </summary>
internal sealed class DocumentShelf
{
    /// <summary>How many are here at most: callers bring new ones without end.</summary>
    public const int Room = 256;

    private readonly Lock _lock = new();

    // So few that looking through them costs less than an order of their own; the one that was not used for longest is first.
    private readonly List<PlanView> _plans = [];

    public IReadOnlyCollection<PlanView> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _plans];
            }
        }
    }

    public PlanView? Find(string fingerprint)
    {
        lock (_lock)
        {
            int place = PlaceOf(fingerprint);
            return place < 0 ? null : Use(place, _plans[place]);
        }
    }

    /// <summary>Whether another plan is here under the name and version of this one.</summary>
    public bool HasOther(MoleculePlan plan)
    {
        lock (_lock)
        {
            return _plans.Exists(view => view.Plan.Name == plan.Name && view.Plan.Version == plan.Version && view.Plan.Fingerprint != plan.Fingerprint);
        }
    }

    /// <summary>Adds a document.</summary>
    /// <returns>Its plan, which may have been here.</returns>
    public PlanView Add(DynamicMolecule molecule)
    {
        lock (_lock)
        {
            int place = PlaceOf(molecule.Plan.Fingerprint);
            if (place >= 0)
            {
                return Use(place, _plans[place]);
            }

            if (_plans.Count == Room)
            {
                _plans.RemoveAt(0);
            }

            PlanView view = PlanView.Of(molecule);
            _plans.Add(view);
            return view;
        }
    }

    /// <summary>Puts a plan in the place of the one with its fingerprint, if that is here.</summary>
    public void Replace(PlanView tuned)
    {
        lock (_lock)
        {
            int place = PlaceOf(tuned.Plan.Fingerprint);
            if (place >= 0)
            {
                Use(place, tuned);
            }
        }
    }

    private int PlaceOf(string fingerprint) => _plans.FindIndex(view => view.Plan.Fingerprint == fingerprint);

    private PlanView Use(int place, PlanView view)
    {
        _plans.RemoveAt(place);
        _plans.Add(view);
        return view;
    }
}
