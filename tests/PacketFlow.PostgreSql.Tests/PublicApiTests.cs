using PacketFlow.Testing;

namespace PacketFlow.PostgreSql;

public class PublicApiTests
{
    [Fact]
    public void Public_surface_is_the_one_checked_in() => PublicApi.ShouldMatch(typeof(PostgreSqlBuilderExtensions).Assembly, "PublicApi.txt");
}
