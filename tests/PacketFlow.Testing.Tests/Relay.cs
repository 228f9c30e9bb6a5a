namespace PacketFlow.Tests;

/// <summary>Two elements that live elsewhere, one behind the other.</summary>
[Molecule("relay")]
[IonicBond(nameof(Take), nameof(Bring))]
public sealed partial class Relay
{
    [Element("df", "take", Custom = true)]
    public partial Task<string> Take(string thing);

    [Element("df", "bring", Custom = true)]
    public partial Task<string> Bring([From(nameof(Take))] string thing);
}
