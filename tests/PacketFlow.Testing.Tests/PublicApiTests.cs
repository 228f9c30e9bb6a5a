using PacketFlow.Testing;

namespace PacketFlow.Tests;

public class PublicApiTests
{
    [Fact]
    public void Public_surface_is_the_one_checked_in() => PublicApi.ShouldMatch(typeof(MoleculeHost).Assembly, "PublicApi.txt");
}
