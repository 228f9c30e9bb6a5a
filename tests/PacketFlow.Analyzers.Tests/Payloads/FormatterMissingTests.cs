using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Payloads;

[TestsRule("PKF4001")]
public sealed class FormatterMissingTests
{
    [Theory]
    [InlineData("PacketCodec.{|PKF4001:Serialize|}(order)")]
    [InlineData("PacketCodec.Serialize<{|PKF4001:Order|}>(order)")]
    [InlineData("PacketCodec.Deserialize<{|PKF4001:Order|}>([])")]
    [InlineData("new[] { order }.Select(PacketCodec.{|PKF4001:Serialize|})")]
    [InlineData("FlowValue.{|PKF4001:From|}(order)")]
    [InlineData("FlowValue.Nil.Deserialize<{|PKF4001:Order|}>()")]
    [InlineData("Formatter<{|PKF4001:Order|}>.Default")]
    [InlineData("client.{|PKF4001:SubmitAsync|}(\"df\", \"order\", order)")]
    public async Task Type_that_nothing_makes_a_payload_fires_where_its_formatter_is_taken(string use)
    {
        Diagnostic diagnostic = (await Check($$"""
            public sealed record Order(int Id);

            public static class Orders
            {
                public static object Use(IPacketFlowClient client, Order order) => {{use}};
            }
            """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldStartWith("'Order' of '");
        diagnostic.GetMessage().ShouldEndWith("' cannot be carried: no formatter is generated for it; mark it with [PacketContract]");
    }

    [Theory]
    [InlineData("List<Order>")]
    [InlineData("Order[]")]
    [InlineData("int?")]
    [InlineData("Dictionary<string, int>")]
    [InlineData("(int, string)")]
    public async Task Composite_type_that_no_payload_leads_to_fires_with_another_remedy(string type)
    {
        Diagnostic diagnostic = (await Check($$"""
            [PacketContract]
            public sealed record Order(int Id);

            public static class Orders
            {
                public static object? Use() => PacketCodec.Deserialize<{|PKF4001:{{type}}|}>([]);
            }
            """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldEndWith("no formatter is generated for it; use it as the payload of an element, or in a type with [PacketContract]");
    }

    [Theory]
    [InlineData("Action", "code does not travel")]
    [InlineData("Hidden", "generated code cannot use it")]
    public async Task Type_that_cannot_be_carried_fires_with_the_reason(string type, string reason) => (await Check($$"""
        public static class Orders
        {
            public static object? Use() => PacketCodec.Deserialize<{|PKF4001:{{type}}|}>([]);

            private sealed record Hidden(int Id);
        }
        """)).ShouldHaveSingleItem().GetMessage().ShouldContain(reason);

    [Theory]
    [InlineData("int")]
    [InlineData("string?")]
    [InlineData("byte[]")]
    [InlineData("ReadOnlyMemory<byte>")]
    [InlineData("FlowValue")]
    [InlineData("Nothing")]
    [InlineData("Order")]
    [InlineData("Line")]
    [InlineData("Colour")]
    [InlineData("List<Line>")]
    [InlineData("Line[]")]
    [InlineData("(int X, Line Y)")]
    [InlineData("Invoice?")]
    [InlineData("ByHand")]
    public async Task Type_with_a_formatter_is_quiet(string type) => await Check($$"""
        public static class Orders
        {
            [Element("df", "order")]
            public static (int Count, Line First) Order(Order order) => (order.Lines.Count, order.Lines[0]);

            [Element("df", "lines")]
            public static int Count(Line[] lines) => lines.Length;

            public static object? Use() => PacketCodec.Deserialize<{{type}}>([]);
        }

        public sealed record Order(List<Line> Lines);

        public sealed record Line(int Id, Colour Colour);

        public enum Colour { Red }

        [PacketContract]
        internal sealed record Invoice(int Id);

        public sealed record ByHand(int Id);

        public sealed class ByHandFormatter : Formatter<ByHand>
        {
            public static void Announce() => Formatter<ByHand>.Default = new ByHandFormatter();

            public override void Write(ref PacketWriter writer, ByHand value) => writer.WriteInt32(value.Id);

            public override ByHand Read(ref PacketReader reader) => new(reader.ReadInt32());
        }
        """);

    [Fact]
    public async Task Type_parameter_is_quiet_and_so_is_what_others_name_alike() => await Check("""
        public static class Orders
        {
            public static byte[] Write<T>(T value) => PacketCodec.Serialize(value);

            public static List<T> Read<T>(byte[] bytes) => FlowValue.Parse(bytes).Deserialize<List<T>>();

            public static Formatter<T> Of<T>() => Formatter<T>.Default;

            public static string Json(Version[] versions) => System.Text.Json.JsonSerializer.Serialize(versions);

            public static bool Same(Version a, Version b) => EqualityComparer<Version>.Default.Equals(a, b);
        }
        """);

    [Fact]
    public async Task Formatter_that_is_handed_over_is_quiet() => await Check("""
        public sealed record Order(int Id);

        public static class Orders
        {
            public static Order Read(byte[] bytes, Formatter<Order> formatter) => PacketCodec.Deserialize(bytes, formatter);

            public static ValueTask<int> Submit(IPacketFlowClient client, Element<Order, int> element, Order order) => client.SubmitAsync(element, order);
        }
        """);

    [Theory]
    [InlineData("Lib.Order")]
    [InlineData("List<Lib.Order>")]
    public async Task Type_of_an_assembly_that_makes_its_formatter_is_quiet(string type) =>
        await Check(WithLibrary($"public static class Orders {{ public static object? Use() => PacketCodec.Deserialize<{type}>([]); }}"));

    [Theory]
    [InlineData("Lib.Unused")]
    [InlineData("Lib.Order[]")]
    public async Task Type_of_an_assembly_that_makes_no_formatter_for_it_fires(string type) =>
        await Check(WithLibrary($"public static class Orders {{ public static object? Use() => PacketCodec.Deserialize<{{|PKF4001:{type}|}}>([]); }}"));

    [Fact]
    public async Task Project_without_generated_code_is_quiet()
    {
        UserProject project = UserProject.Of("public static class Orders { public static byte[] Use(Version[] order) => PacketCodec.Serialize(order); }");

        (await AnalyzerRun.Diagnose(project.Compile())).ShouldBeEmpty();
    }

    private static Task<IReadOnlyList<Diagnostic>> Check(string source) => Check(UserProject.Of(source));

    private static Task<IReadOnlyList<Diagnostic>> Check(UserProject project) => AnalyzerRun.Check(project, alsoWithoutGenerator: false);

    private static UserProject WithLibrary(string source) => UserProject.Of(source) with
    {
        References =
        [
            GeneratorRun.Of(UserProject.Of("""
                namespace Lib;

                public static class Orders
                {
                    [Element("df", "order")]
                    public static int Count(List<Order> orders) => orders.Count;
                }

                public sealed record Order(int Id);

                public sealed record Unused(int Id);
                """) with { AssemblyName = "Lib" }).ToReference(),
        ],
    };
}
