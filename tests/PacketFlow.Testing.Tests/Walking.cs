namespace PacketFlow.Tests;

/// <summary>A molecule that another runs.</summary>
[Molecule("walking")]
[IonicBond(nameof(Start), nameof(Rest), Reason = "who has not walked needs no rest")]
[IonicBond(nameof(Start), nameof(Arrive))]
[IonicBond(nameof(Rest), nameof(Arrive), Reason = "nobody arrives without a rest")]
public sealed partial class Walking
{
    [Element("df", "start", Custom = true)]
    public string Start(string thing) => thing;

    [Delay(3600)]
    public partial Task Rest();

    [Element("df", "arrive", Custom = true)]
    public string Arrive([From(nameof(Start))] string thing) => $"arrived with {thing}";
}
