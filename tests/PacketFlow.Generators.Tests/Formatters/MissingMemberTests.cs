namespace PacketFlow.Generators.Tests.Formatters;

/// <summary>What a member is that the sender left out.</summary>
public sealed class MissingMemberTests
{
    [Fact]
    public void Constructor_parameter_takes_its_default_and_a_nullable_one_null()
    {
        (string Parameter, string Json)[] parameters =
        [
            ("int M# = 7", "7"),
            ("long M# = -7", "-7"),
            ("ulong M# = ulong.MaxValue", "\"18446744073709551615\""),
            ("byte M# = 7", "7"),
            ("double M# = 1.5", "1.5"),
            ("float M# = -0.5f", "-0.5"),
            ("decimal M# = 1.20m", "\"1.20\""),
            ("char M# = '\\''", "\"'\""),
            ("bool M# = true", "true"),
            ("string M# = \"a\\n\\\"b\"", "\"a\\n\\\"b\""),
            ("string? M# = null", "null"),
            ("int? M# = 7", "7"),
            ("int? M# = null", "null"),
            ("Kind M# = Kind.Blue", "\"blue\""),
            ("Kind? M# = Kind.Blue", "\"blue\""),
            ("Guid M# = default", "\"00000000-0000-0000-0000-000000000000\""),
            ("string? M#", "null"),
            ("int? M#", "null"),
        ];
        IEnumerable<string> declared = parameters.Select(static (one, index) => one.Parameter.Replace("M#", $"M{index}", StringComparison.Ordinal))
            .OrderBy(static one => one.Contains('=', StringComparison.Ordinal));
        string types = $"[PacketContract] public record Root({string.Join(", ", declared)}); public enum Kind {{ Red, Blue }}";
        string read = Payloads.Read(types, "{}");
        for (int i = 0; i < parameters.Length; i++)
        {
            read.ShouldContain($"\"m{i}\":{parameters[i].Json}");
        }
    }

    [Theory]
    [InlineData("public int A { get; set; } = 7;")]
    [InlineData("public int A { get; init; } = 7;")]
    [InlineData("public int A = 7;")]
    [InlineData("public int A { get; set; } public Root() { A = 7; }")]
    [InlineData("public int A { get; init; } public Root() { A = 7; }")]
    [InlineData("private int _a = 7; public int A { get => _a; set => _a = value == 0 ? throw new Exception() : value; }")]
    public void Member_keeps_what_its_initializer_or_constructor_gives(string member) =>
        Payloads.Read($$"""[PacketContract] public class Root { {{member}} public int? B { get; init; } }""", """{"b":1}""").ShouldBe("""{"a":7,"b":1}""");

    [Theory]
    [InlineData("class")]
    [InlineData("record")]
    [InlineData("record struct")]
    public void Init_only_members_keep_their_initializers_one_by_one(string kind) => Payloads.Read(
        $$"""
        [PacketContract] public {{kind}} Root()
        {
            public int A { get; init; } = 1;
            public string B { get; init; } = "b";
            public required int C { get; init; }
            public List<int> D { get; set; } = [4];
        }
        """,
        """{"b":"x","c":3}""").ShouldBe("""{"a":1,"b":"x","c":3,"d":[4]}""");

    [Fact]
    public void Inherited_initializer_wins_too() => Payloads.Read(
        "public class Base { public int A { get; init; } protected Base() { A = 7; } } [PacketContract] public class Root : Base;", "{}")
        .ShouldBe("""{"a":7}""");

    [Theory]
    [InlineData("public record Root(int A, string B);", """{"a":1}""", "required member 'b' is missing")]
    [InlineData("public record Root(int A, string B);", "{}", "required member 'a' is missing")]
    [InlineData("public class Root { public required int? A { get; set; } }", "{}", "required member 'a' is missing")]
    [InlineData("public record Root(Inner I); public record Inner(int[] Xs);", """{"i":{}}""", "i: required member 'xs' is missing")]
    public void Required_member_that_is_missing_is_refused(string types, string json, string message) =>
        Payloads.Read(types + " [PacketContract] internal record Holder(Root Root);", json).ShouldBe("PF003 " + message);
}
