using System.Text.Json.Nodes;
using PacketFlow.Reactor;

namespace PacketFlow.Conformance;

/// <summary>The protocol's hash, and the choice of a reactor that it leads to.</summary>
public class RoutingVectorsTests
{
    [Fact]
    public void Hash_of_every_vector_is_the_protocols()
    {
        JsonArray vectors = Vectors.Read("hash-vectors.json")["vectors"]!.AsArray();

        vectors.Count.ShouldBe(220);
        vectors.Where(static vector => SimpleHash.Of((string)vector!["id"]!) != (long)vector["hash"]!).ShouldBeEmpty();
    }

    // There is no router in this version; its two parts are: which type of reactor a group goes to, and the hash.
    [Fact]
    public void Group_and_hash_choose_the_reactor_of_every_vector()
    {
        JsonArray cases = Vectors.Read("routing-vectors.json")["cases"]!.AsArray();

        cases.Count.ShouldBe(60);
        foreach (JsonNode one in cases.Select(static one => one!))
        {
            foreach (JsonNode atom in one["atoms"]!.AsArray().Select(static atom => atom!))
            {
                Choose(one["reactors"]!.AsArray(), (string)atom["g"]!, (string)atom["id"]!).ShouldBe((int?)atom["hash"], one.ToJsonString());
            }
        }
    }

    private static int? Choose(JsonArray reactors, string group, string id)
    {
        PeriodicTable.TryParseGroup(group, out AtomGroup parsed).ShouldBeTrue();
        int[] candidates = OfType(reactors, PeriodicTable.DefaultReactorType(parsed)) is { Length: > 0 } wanted ? wanted : OfType(reactors, ReactorType.General);
        return candidates.Length == 0 ? null : candidates[(int)(SimpleHash.Of(id) % candidates.Length)];
    }

    private static int[] OfType(JsonArray reactors, ReactorType type) => [.. reactors
        .Where(reactor => reactor!["types"]!.AsArray().Any(name => (string?)name == TypeName(type)))
        .Select(static reactor => (int)reactor!["id"]!)];

    private static string TypeName(ReactorType type) => Hosting.ReactorOptions.TypeNames.Single(one => one.Item2 == type).Item1;
}
