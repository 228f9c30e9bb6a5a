namespace PacketFlow.Generators.Tests.Formatters;

public sealed class WireNameTests
{
    // Attributes of libraries that the project does not reference are known by name.
    private const string Foreign = """
        namespace MessagePack
        {
            public sealed class KeyAttribute : Attribute { public KeyAttribute(string name) { } public KeyAttribute(int index) { } }
            public sealed class IgnoreMemberAttribute : Attribute { }
        }
        """;

    [Theory]
    [InlineData("int UserId", "user_id")]
    [InlineData("int HTTPCode", "http_code")]
    [InlineData("int @class", "class")]
    [InlineData("int Größe", "größe")]
    [InlineData("int 值", "值")]
    [InlineData("[Field(\"x\")] int A", "x")]
    [InlineData("[Field(\"it's \\\\ \\\"q\\\"\")] int A", "it's \\\\ \\\"q\\\"")]
    [InlineData("[property: Field(\"x\")] int A", "x")]
    [InlineData("[property: System.Text.Json.Serialization.JsonPropertyName(\"x\")] int A", "x")]
    [InlineData("[property: System.Runtime.Serialization.DataMember(Name = \"x\")] int A", "x")]
    [InlineData("[property: System.Runtime.Serialization.DataMember] int A", "a")]
    [InlineData("[property: MessagePack.Key(\"x\")] int A", "x")]
    [InlineData("[property: MessagePack.Key(0)] int A", "a")]
    [InlineData("[property: System.Text.Json.Serialization.JsonPropertyName(\"y\"), Field(\"x\")] int A", "x")]
    public void Member_has_its_snake_case_name_or_the_one_it_is_given(string member, string name) =>
        Payloads.ShouldRoundTrip($"[PacketContract] public record Root({member}); {Foreign}", "new Root(1)", $$"""{"{{name}}":1}""");

    [Fact]
    public void Name_that_needs_a_longer_head_is_read_back()
    {
        string name = new('n', 300);
        Payloads.ShouldRoundTrip($"""[PacketContract] public record Root([Field("{name}")] int A);""", "new Root(1)", $$"""{"{{name}}":1}""");
    }

    [Theory]
    [InlineData("System.Text.Json.Serialization.JsonIgnore")]
    [InlineData("System.Runtime.Serialization.IgnoreDataMember")]
    [InlineData("MessagePack.IgnoreMember")]
    public void Ignored_member_is_left_out(string attribute) => Payloads.ShouldRoundTrip(
        $$"""[PacketContract] public class Root { public int A { get; set; } [{{attribute}}] public Action? B { get; set; } } {{Foreign}}""",
        "new Root { A = 1 }",
        """{"a":1}""");

    [Fact]
    public void Condition_of_JsonIgnore_is_its_writers_own() => Payloads.ShouldRoundTrip(
        """
        using System.Text.Json.Serialization;
        [PacketContract] public class Root { [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public int? A { get; set; } }
        """,
        "new Root()",
        """{"a":null}""");

    [Fact]
    public void Computed_static_and_private_members_are_no_state() => Payloads.ShouldRoundTrip(
        """
        [PacketContract] public class Root
        {
            public const int C = 1; public static int S { get; set; }
            public int A { get; set; }
            [Obsolete("gone", true)] public int Forbidden { get; set; }
            public int Twice => 2 * A;
            public int this[int i] => i;
            internal int Hidden { get; set; }
            private int _field = 1;
            public int Get() => _field;
        }
        """,
        "new Root { A = 1 }",
        """{"a":1}""");
}
