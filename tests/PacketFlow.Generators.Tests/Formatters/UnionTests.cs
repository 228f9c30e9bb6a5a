namespace PacketFlow.Generators.Tests.Formatters;

public sealed class UnionTests
{
    private const string Shapes = """
        [Union] public abstract record Root
        {
            public sealed record Circle(double Radius) : Root;
            public record Square(double Side, Root? Inside = null) : Root;
            public sealed record RoundSquare(double Side, double Corner) : Square(Side);
            public abstract record Flat : Root { public sealed record Point : Flat; }
        }
        [PacketContract] internal record Holder(Root Root);
        """;

    [Theory]
    [InlineData("new Root.Circle(1.5)", """{"$case":"circle","radius":1.5}""")]
    [InlineData("new Root.Square(1.5, new Root.Flat.Point())", """{"$case":"square","side":1.5,"inside":{"$case":"point"}}""")]
    [InlineData("new Root.RoundSquare(1.5, 0.5)", """{"$case":"round_square","side":1.5,"inside":null,"corner":0.5}""")]
    public void Case_is_its_map_with_its_name_first(string value, string json) => Payloads.ShouldRoundTrip(Shapes, value, json);

    [Theory]
    [InlineData("interface", "class")]
    [InlineData("abstract class", "class")]
    [InlineData("interface", "record struct")]
    public void Cases_may_be_listed_and_named(string union, string one) => Payloads.ShouldRoundTrip(
        $$"""
        [Union(typeof(First), "uno"), Union(typeof(Second))] public {{union}} Root { }
        public {{one}} First : Root { public int A { get; set; } }
        public {{one}} Second : Root { public Root? B { get; set; } }
        [PacketContract] internal record Holder(Root Root);
        """,
        "new Second { B = new First { A = 1 } }",
        """{"$case":"second","b":{"$case":"uno","a":1}}""");

    [Fact]
    public void Name_of_the_case_is_found_wherever_it_stands() =>
        Payloads.Read(Shapes, """{"radius":2,"$case":"circle"}""").ShouldBe("""{"$case":"circle","radius":2}""");

    [Fact]
    public void Case_by_itself_has_no_name() => Payloads.Run(Shapes, "Wire.Rewrite<Root.Circle>(Wire.Write(new Root.Circle(1)))").ShouldBe("""{"radius":1}""");

    [Fact]
    public void Generic_union_has_generic_cases() => Payloads.ShouldRoundTrip(
        """
        [Union] public abstract record Result<T> { public sealed record Ok(T Value) : Result<T>; public sealed record Failed(string Why) : Result<T>; }
        [PacketContract] public record Root(Result<int> A, Result<string[]> B);
        """,
        """new Root(new Result<int>.Ok(1), new Result<string[]>.Failed("x"))""",
        """{"a":{"$case":"ok","value":1},"b":{"$case":"failed","why":"x"}}""");

    [Fact]
    public void Wrong_case_is_refused_at_its_path() => Payloads.ShouldRefuse(
        Shapes,
        ("""{"$case":"triangle"}""", "$case: expected point or round_square or circle or square, got another string"),
        ("""{"radius":2}""", "required member '$case' is missing"),
        ("""{"$case":1}""", "$case: expected string, got int"),
        ("""{"$case":"circle"}""", "required member 'radius' is missing"),
        ("""{"$case":"square","side":1,"inside":{"$case":"circle","radius":"x"}}""", "inside.radius: expected float, got string"),
        ("null", "expected map, got nil"));

    [Fact]
    public void Undeclared_case_is_refused_when_written() => Payloads.Run(
        Shapes + " public sealed record Stranger : Root;",
        """
        Write()
        """,
        """
        static string Write()
        {
            try { PacketCodec.Serialize<Root>(new Stranger()); return "written"; }
            catch (PacketFormatException e) { return e.Message; }
        }
        """).ShouldBe("Stranger is not a case of its union; declare it with [Union(typeof(Stranger))]");
}
