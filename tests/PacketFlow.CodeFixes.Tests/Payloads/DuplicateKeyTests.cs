namespace PacketFlow.CodeFixes.Tests.Payloads;

[TestsRule("PKF4003")]
public sealed class DuplicateKeyTests
{
    [Fact]
    public async Task Member_whose_attribute_repeats_a_name_gets_its_own() => await FixRun.One(
        "PKF4003",
        """
        [PacketContract]
        public sealed class Order
        {
            public int UserId { get; set; }

            [Field("user_id")]
            public string? Name { get; set; }
        }
        """,
        """
        [PacketContract]
        public sealed class Order
        {
            public int UserId { get; set; }

            [Field("name")]
            public string? Name { get; set; }
        }
        """);

    [Fact]
    public async Task Member_is_given_a_name() => await FixRun.One(
        "PKF4003",
        """
        [PacketContract]
        public sealed class Order
        {
            public int URL { get; set; }

            /// <summary>Kept.</summary>
            public int Url { get; set; }
        }
        """,
        """
        [PacketContract]
        public sealed class Order
        {
            public int URL { get; set; }

            /// <summary>Kept.</summary>
            [Field("url_2")]
            public int Url { get; set; }
        }
        """);

    [Fact]
    public async Task Members_parameters_and_enum_values_are_given_names_together() => await FixRun.All(
        "PKF4003",
        """
        [PacketContract]
        public sealed record Order(int URL, int Url);

        [PacketContract]
        public enum Colour
        {
            DarkRed,
            Dark_red,
        }

        [PacketContract]
        public struct Point
        {
            public int X;
            public int x;
        }
        """,
        """
        [PacketContract]
        public sealed record Order(int URL, [Field("url_2")] int Url);

        [PacketContract]
        public enum Colour
        {
            DarkRed,
            [Field("dark_red_2")]
            Dark_red,
        }

        [PacketContract]
        public struct Point
        {
            public int X;
            [Field("x_2")]
            public int x;
        }
        """);
}
