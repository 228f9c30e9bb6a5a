namespace PacketFlow.Generators.Tests.Formatters;

public sealed class ObjectTests
{
    [Fact]
    public void Record_of_primitives_and_arrays_round_trips()
    {
        const string types = """
            [PacketContract] public record Order(string Id, int Count, double[] Prices, string? Note, Line[] Lines);
            public record Line(string Sku, long Amount);
            """;
        Payloads.Run(types, """Wire.Write(new Order("a", 3, [1.5, 2], null, [new Line("x", 7)]))""")
            .ShouldBe("""{"id":"a","count":3,"prices":[1.5,2],"note":null,"lines":[{"sku":"x","amount":7}]}""");
        Payloads.Run(types, """Wire.Rewrite<Order>("{\"lines\":[{\"amount\":7,\"sku\":\"x\"}],\"id\":\"a\",\"count\":3,\"prices\":[1.5,2],\"more\":{}}")""")
            .ShouldBe("""{"id":"a","count":3,"prices":[1.5,2],"note":null,"lines":[{"sku":"x","amount":7}]}""");
    }
}
