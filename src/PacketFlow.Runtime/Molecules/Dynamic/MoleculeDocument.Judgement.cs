using PacketFlow.Chemistry;

namespace PacketFlow.Molecules.Dynamic;

/// <summary>What the steps and bonds of a document are together, in the words that a class is judged by.</summary>
internal sealed partial class MoleculeDocument
{
    private void Judge()
    {
        if (_steps.Count == 0 && _problems.Count == 0)
        {
            _problems.Add($"{_place}.steps: '{_name}' has no step, so there is nothing to run");
        }

        var graph = new BondGraph(_steps.Select(static step => step.Name), _bonds.Select(static bond => new Bond(bond.Kind, bond.From, bond.To)));
        foreach (int[] cycle in graph.Cycles())
        {
            string path = string.Join(" -> ", cycle.Append(cycle[0]).Select(step => _steps[step].Name));
            _problems.Add($"{_place}.bonds: The ionic bonds of '{_name}' form a cycle, so that none of its steps can ever start: {path}; remove one of these bonds or make it metallic");
        }

        JudgePairs();
        foreach (IGrouping<int, DocumentBond> into in _bonds.Where(static bond => bond.Kind == BondKind.Ionic).GroupBy(static bond => bond.To))
        {
            JudgeInputs(_steps[into.Key], [.. into]);
        }
    }

    private void JudgePairs()
    {
        foreach (IGrouping<object, DocumentBond> same in _bonds.GroupBy(Meaning))
        {
            DocumentBond kept = same.First();
            foreach (DocumentBond bond in same.Skip(1))
            {
                _problems.Add($"{bond.Place}: {Between(bond)} " + (bond.When is not null && bond.When != kept.When
                    ? "have two conditions, of which only one can decide: keep one of them"
                    : "say the same twice: remove one of them"));
            }
        }

        foreach (IGrouping<(int, int), DocumentBond> pair in _bonds.GroupBy(static bond => (Math.Min(bond.From, bond.To), Math.Max(bond.From, bond.To))))
        {
            if (pair.FirstOrDefault(static bond => bond.Kind == BondKind.Metallic) is { } metallic && pair.Any(static bond => bond.Kind == BondKind.Ionic))
            {
                _problems.Add($"{metallic.Place}: {Between(metallic)} contradict each other: the ionic one runs them one after the other, the metallic one side by side: keep one of the two");
            }
        }
    }

    // Two covalent bonds over two resources say two things.
    private static object Meaning(DocumentBond bond) => bond.Kind == BondKind.Ionic
        ? (bond.Kind, bond.From, bond.To, Resource: (string?)null)
        : (bond.Kind, Math.Min(bond.From, bond.To), Math.Max(bond.From, bond.To), bond.Resource);

    private string Between(DocumentBond bond) => $"The bonds between '{_steps[bond.From].Name}' and '{_steps[bond.To].Name}'";

    // What a step is given has a name for each part, and items of one list.
    private void JudgeInputs(DocumentStep step, DocumentBond[] before)
    {
        foreach (DocumentBond bond in before.Where(static bond => bond.ForEach).Skip(1))
        {
            _problems.Add($"{bond.Place}.for_each: '{step.Name}' already runs for each item of another step: keep for_each on one of the bonds");
        }

        foreach (DocumentBond bond in before)
        {
            JudgeWaits(bond);
        }

        DocumentBond[] giving = [.. before.Where(bond => DynamicMolecule.Gives(_steps[bond.From]))];
        if (giving.Length > 1 && giving.FirstOrDefault(bond => step.Constants.Any(constant => constant.Key == _steps[bond.From].Name)) is { } hidden)
        {
            _problems.Add($"{hidden.Place}: '{step.Name}' of '{_name}' has a constant with the name of '{_steps[hidden.From].Name}', whose result it is given under that name: rename one of them");
        }
    }

    private void JudgeWaits(DocumentBond bond)
    {
        DocumentStep from = _steps[bond.From], to = _steps[bond.To];
        if (from.Kind == StepKind.Timer && (bond.When is not null || bond.ForEach))
        {
            _problems.Add($"{bond.Place}: '{from.Name}' is a timer and gives nothing: put when and for_each on the bond of a step that does");
        }

        if (to.Kind != StepKind.Remote && bond.ForEach)
        {
            _problems.Add($"{bond.Place}.for_each: '{to.Name}' is a {(to.Kind == StepKind.Timer ? "timer" : "signal")}, which a run waits for once: remove for_each");
        }
    }
}
