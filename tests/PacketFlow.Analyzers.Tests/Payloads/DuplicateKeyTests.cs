using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Payloads;

[TestsRule("PKF4003")]
public sealed class DuplicateKeyTests
{
    [Fact]
    public async Task Two_members_with_one_name_on_the_wire_fire_at_the_second()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
            [PacketContract]
            public sealed class Order
            {
                public int UserId { get; set; }

                [Field("user_id")]
                public string? {|PKF4003:Name|} { get; set; }
            }
            """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("'Order.Name' is 'user_id' on the wire, and so is another member: give one of them another name with [Field]");
    }

    [Fact]
    public async Task Names_that_differ_in_spelling_alone_fire() => await AnalyzerRun.Check("""
        [PacketContract]
        public sealed record Order(int URL, int {|PKF4003:Url|});

        [PacketContract]
        public enum Colour
        {
            DarkRed,
            {|PKF4003:Dark_red|},
        }
        """);

    [Fact]
    public async Task Names_of_their_own_are_quiet() => await AnalyzerRun.Check("""
        [PacketContract]
        public sealed record Order(int URL, [Field("link")] int Url)
        {
            public static int Total { get; set; }
        }
        """);
}
