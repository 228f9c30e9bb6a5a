namespace PacketFlow.CodeFixes.Tests.Payloads;

[TestsRule("PKF4001")]
public sealed class FormatterMissingTests
{
    [Fact]
    public async Task Type_is_marked_above_its_other_attributes() => await FixRun.One(
        "PKF4001",
        """
        public static class Orders
        {
            public static byte[] Write(Order order) => PacketCodec.Serialize(order);

            /// <summary>Kept.</summary>
            [Serializable]
            public sealed record Order(int Id);
        }
        """,
        """
        public static class Orders
        {
            public static byte[] Write(Order order) => PacketCodec.Serialize(order);

            /// <summary>Kept.</summary>
            [PacketContract]
            [Serializable]
            public sealed record Order(int Id);
        }
        """);

    [Fact]
    public async Task Types_are_marked_once_each_together() => await FixRun.All(
        "PKF4001",
        """
        public static class Orders
        {
            public static byte[] Write(Order order) => PacketCodec.Serialize(order);

            public static Order Read(byte[] bytes) => PacketCodec.Deserialize<Order>(bytes);

            public static FlowValue Line(Line line) => FlowValue.From(line);
        }

        public sealed record Order(int Id);

        public readonly record struct Line(int Id);
        """,
        """
        public static class Orders
        {
            public static byte[] Write(Order order) => PacketCodec.Serialize(order);

            public static Order Read(byte[] bytes) => PacketCodec.Deserialize<Order>(bytes);

            public static FlowValue Line(Line line) => FlowValue.From(line);
        }

        [PacketContract]
        public sealed record Order(int Id);

        [PacketContract]
        public readonly record struct Line(int Id);
        """);

    [Fact]
    public async Task Type_in_a_file_that_does_not_use_PacketFlow_is_marked_by_full_name() => await FixRun.One(
        "PKF4001",
        """
        public static class Orders
        {
            public static byte[] Write(Order order) => PacketFlow.PacketCodec.Serialize(order);
        }

        public enum Order { One }
        """,
        """
        public static class Orders
        {
            public static byte[] Write(Order order) => PacketFlow.PacketCodec.Serialize(order);
        }

        [global::PacketFlow.PacketContract]
        public enum Order { One }
        """,
        like: new UserProject { HasImplicitUsings = false });

    [Fact]
    public async Task Composite_type_is_left_to_the_user() => (await FixRun.Titles("PKF4001", """
        public static class Orders
        {
            public static byte[] Write(int[] order) => PacketCodec.Serialize(order);
        }
        """)).ShouldBeEmpty();
}
