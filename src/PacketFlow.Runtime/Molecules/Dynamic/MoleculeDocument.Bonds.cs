using System.Text;
using PacketFlow.Chemistry;

namespace PacketFlow.Molecules.Dynamic;

/// <summary>The bonds of a document.</summary>
internal sealed partial class MoleculeDocument
{
    private void ReadBond(FlowValue bond, string path)
    {
        const string Allowed = "a bond has from, to, kind, when, for_each and resource";
        if (bond.Kind != PacketKind.Map)
        {
            _problems.Add($"{path}: expected a map, got {PacketReader.Name(bond.Kind)}: {Allowed}");
            return;
        }

        Know(bond, path, Allowed, "from", "to", "kind", "when", "for_each", "resource");
        string? from = Text(bond, "from", path + ".from"), to = Text(bond, "to", path + ".to");
        if (from is null || to is null)
        {
            return;
        }

        int first = StepOf(from, path + ".from"), second = StepOf(to, path + ".to");
        int problems = _problems.Count;
        string kind = Optional(bond, "kind", path) ?? "ionic";
        string? when = Optional(bond, "when", path), resource = Optional(bond, "resource", path);
        FlowValue forEach = bond["for_each"];
        BondKind? parsed = kind switch
        {
            "ionic" => BondKind.Ionic,
            "covalent" => BondKind.Covalent,
            "metallic" => BondKind.Metallic,
            "van_der_waals" => BondKind.VanDerWaals,
            _ => null,
        };
        if (parsed is null)
        {
            _problems.Add($"{path}.kind: '{kind}' is no bond. The bonds are ionic, covalent, metallic and van_der_waals");
        }
        else if (forEach.Kind is not (PacketKind.Nil or PacketKind.Boolean))
        {
            _problems.Add($"{path}.for_each: expected true or false");
        }
        else if (parsed != BondKind.Ionic && (when is not null || !forEach.IsNil))
        {
            _problems.Add($"{path}: when and for_each are for ionic bonds, this one is {kind}");
        }
        else if (parsed != BondKind.Covalent && resource is not null)
        {
            _problems.Add($"{path}.resource: a resource is for covalent bonds, this one is {kind}");
        }
        else if (resource is not null && (resource.Any(char.IsControl) || resource.EnumerateRunes().Contains(Rune.ReplacementChar)))
        {
            _problems.Add($"{path}.resource: its name has a control character or is no valid text: give it a name that can be shown");
        }
        else if (when is not null && !IsPath(when))
        {
            _problems.Add($"{path}.when: expected the path of a member, such as valid, !valid or order.is_paid");
        }
        else if (first == second && first >= 0)
        {
            _problems.Add($"{path}: '{from}' of '{_name}' is bonded to itself, which can hold nothing together: remove the bond, or name the other step");
        }
        else if (first >= 0 && second >= 0 && parsed == BondKind.Covalent && string.IsNullOrWhiteSpace(resource) && !_isKept)
        {
            _problems.Add($"{path}.resource: '{from}' and '{to}' share a resource, but the bond does not name it: set resource to the name that all who use it use");
        }
        else if (first >= 0 && second >= 0 && problems == _problems.Count)
        {
            _bonds.Add(new DocumentBond(parsed.Value, first, second) { Place = path, When = when, ForEach = !forEach.IsNil && forEach.AsBoolean(), Resource = resource });
        }
    }

    private int StepOf(string name, string path)
    {
        if (_numbers.TryGetValue(name, out int number))
        {
            return number;
        }

        string? nearest = EditDistance.Nearest(name, _numbers.Keys);
        _problems.Add($"{path}: '{name}' is no step of '{_name}': {(nearest is null ? "name one of its steps" : $"write '{nearest}'")}");
        return -1;
    }

    private static bool IsPath(string when) =>
        when[(when.StartsWith('!') ? 1 : 0)..].Split('.').All(static member => member.Length > 0 && !member.StartsWith('!'));
}
