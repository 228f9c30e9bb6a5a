namespace PacketFlow.Tests;

/// <summary>A molecule of the tests' own: with a service, an element that lives elsewhere, and a molecule within.</summary>
[Molecule("errand")]
[IonicBond(nameof(Ask), nameof(Fetch))]
[IonicBond(nameof(Fetch), nameof(Walk))]
[IonicBond(nameof(Walk), nameof(Tell))]
public sealed partial class Errand(IMap map)
{
    [Element("df", "ask", Custom = true, TimeoutSeconds = 10)]
    public string Ask(string thing) => map.Find(thing);

    /// <summary>Nobody in this program handles it.</summary>
    [Element("ed", "fetch", Custom = true, TimeoutSeconds = 10)]
    public partial Task<string> Fetch([From(nameof(Ask))] string place);

    [Nested(typeof(Walking))]
    public partial Task<string> Walk([From(nameof(Fetch))] string thing);

    [Element("df", "tell", Custom = true)]
    public string Tell([From(nameof(Walk))] string news) => news + "!";
}
