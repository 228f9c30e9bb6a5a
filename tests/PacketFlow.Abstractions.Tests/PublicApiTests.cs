using PacketFlow.Testing;

namespace PacketFlow;

public class PublicApiTests
{
    [Fact]
    public void Public_surface_is_the_one_checked_in() => PublicApi.ShouldMatch(typeof(Element).Assembly, "PublicApi.txt");
}
