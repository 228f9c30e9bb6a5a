using PacketFlow.Chemistry;

namespace PacketFlow.Submit;

/// <summary>Where an atom goes: <c>df:transform</c>. Names that the registry has as aliases are read as the elements they stand for.</summary>
internal readonly record struct ElementAddress : IComparable<ElementAddress>
{
    public ElementAddress(string group, string name)
    {
        Group = group;
        Name = PeriodicTable.TryParseGroup(group, out AtomGroup known) && ElementRegistry.Find(known, name) is { } element ? element.Name : name;
    }

    public string Group { get; }

    public string Name { get; }

    public override string ToString() => $"{Group}:{Name}";

    public int CompareTo(ElementAddress other) => string.CompareOrdinal(ToString(), other.ToString());
}
