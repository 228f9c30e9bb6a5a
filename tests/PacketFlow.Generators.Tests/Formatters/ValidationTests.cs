using Microsoft.CodeAnalysis.CSharp;

namespace PacketFlow.Generators.Tests.Formatters;

/// <summary>Rules of payloads: what breaks one is refused at its path, what keeps them is read.</summary>
public sealed class ValidationTests
{
    private const string Order = """
        using System.ComponentModel.DataAnnotations;
        [PacketContract] public record Root(Order Order);
        public record Order([property: Length(1, 3)] Line[] Lines, Dictionary<string, Line>? Named = null);
        public record Line([Range(1, 100)] int Quantity);
        """;

    [Fact]
    public void Nested_value_is_refused_at_its_path() => Payloads.ShouldRefuse(
        Order,
        ("""{"order":{"lines":[{"quantity":1},{"quantity":100},{"quantity":0}]}}""", "order.lines[2].quantity: must be from 1 to 100, got 0"),
        ("""{"order":{"lines":[]}}""", "order.lines: must have from 1 to 3 items, got 0"),
        ("""{"order":{"lines":[{"quantity":1}],"named":{"x":{"quantity":101}}}}""", "order.named.x.quantity: must be from 1 to 100, got 101"));

    [Theory]
    [InlineData("[Range(1, 10)] int x", "0", "must be from 1 to 10, got 0")]
    [InlineData("[Range(1, 10)] int? @value", "11", "must be from 1 to 10, got 11")]
    [InlineData("[Range(1, 10)] int at = 5", "11", "must be from 1 to 10, got 11")]
    [InlineData("[Required, StringLength(3)] string x", "\" \"", "must not be empty")]
    [InlineData("[Required, StringLength(3)] string? x", "\"abcd\"", "must have at most 3 characters, got 4")]
    [InlineData("[RegularExpression(\"[a-z]+\")] string x", "\"A\"", "must match [a-z]+")]
    [InlineData("[MaxLength(1)] List<int> x", "[1,2]", "must have at most 1 item, got 2")]
    [InlineData("AtomContext context, [EmailAddress(ErrorMessage = \"{0}?\")] string mailTo", "\"x\"", "mail_to?")]
    public void Rule_of_a_handlers_own_parameter_is_enforced(string parameter, string sent, string message) => Handle(
        $$"""public static class Handlers { [Element("df", "run")] public static int Run({{parameter}}) => 1; }""", "run", sent)
        .ShouldBe("PF003 " + message);

    [Theory]
    [InlineData("[Range(1, 10)] int amount", "10")]
    [InlineData("[Range(1, 10)] int? amount", "null")]
    [InlineData("[Range(1, 10)] int amount = 5", "null")]
    public void Value_that_keeps_the_rule_of_a_parameter_is_handled(string parameter, string sent) => Handle(
        $$"""public static class Handlers { [Element("df", "run")] public static int Run({{parameter}}) => 1; }""", "run", sent)
        .ShouldBe("1");

    [Theory]
    [InlineData("[Range(1, 10)] int order", "0", "must be from 1 to 10, got 0")]
    [InlineData("[Range(1, 10)] int order, [RegularExpression(\"[a-z]+\")] string name", """{"order":1,"name":"A"}""", "name: must match [a-z]+")]
    [InlineData("[Range(1, 10)] int order, [MaxLength(2)] string name", """{"name":"a","order":0}""", "order: must be from 1 to 10, got 0")]
    public void Rule_of_a_steps_own_parameter_is_enforced(string parameters, string sent, string message) => Handle(
        $$"""
        [Molecule("m"), IonicBond("First", "Last"), IonicBond("Second", "Last")]
        public partial class M
        {
            [Element("cf", "first")] public int First(long seed) => 1;
            [Element("cf", "second")] public string Second(long seed) => "a";
            [Element("cf", "last")] public int Last({{parameters}}) => 1;
        }
        """,
        "last",
        sent).ShouldBe("PF003 " + message);

    [Fact]
    public void Code_with_rules_compiles_without_a_warning() =>
        Payloads.ShouldRoundTrip(Order, "new Root(new([new(1), new(100)]))", """{"order":{"lines":[{"quantity":1},{"quantity":100}],"named":null}}""");

    [Theory]
    [InlineData("[Range(1, 100)] public int? M", "0", "m: must be from 1 to 100, got 0")]
    [InlineData("[Range(1, 100)] public int? M", "null", null)]
    [InlineData("[Range(1, int.MaxValue)] public int M", "0", "m: must be at least 1, got 0")]
    [InlineData("[Range(-5, 1000)] public byte M", "255", null)]
    [InlineData("[Range(-5, 200)] public byte M", "201", "m: must be at most 200, got 201")]
    [InlineData("[Range(0.5, 1.5)] public int M", "2", "m: must be from 0.5 to 1.5, got 2")]
    [InlineData("[Range(0, 1, MinimumIsExclusive = true)] public double M", "0", "m: must be more than 0 and at most 1, got 0")]
    [InlineData("[Range(0.1, 1)] public float M", "0.1", null)]
    [InlineData("[Range(0.1, 1)] public decimal M", "\"0.09\"", "m: must be from 0.1 to 1, got 0.09")]
    [InlineData("[Range(typeof(decimal), \"0.1\", \"1\")] public decimal? M", "\"0.1\"", null)]
    [InlineData("[Range(typeof(long), \"5000000000\", \"6000000000\")] public long M", "1", "m: must be from 5000000000 to 6000000000, got 1")]
    [InlineData("[Range(0, 9, ErrorMessage = \"{0} is {1} to {2}\")] public int M", "10", "m: m is 0 to 9")]
    [InlineData("[Required] public string? M", "null", "m: must not be empty")]
    [InlineData("[Required] public string M", "\" \"", "m: must not be empty")]
    [InlineData("[Required(AllowEmptyStrings = true)] public string? M", "\"\"", null)]
    [InlineData("[Required] public int? M", "null", "m: must not be nil")]
    [InlineData("[Required(ErrorMessage = \"say it\")] public string M", "\"\"", "m: say it")]
    [InlineData("[StringLength(3, MinimumLength = 2)] public string M", "\"a\"", "m: must have from 2 to 3 characters, got 1")]
    [InlineData("[StringLength(3)] public string? M", "\"abcd\"", "m: must have at most 3 characters, got 4")]
    [InlineData("[StringLength(3, ErrorMessage = \"max {1}\")] public string M", "\"abcd\"", "m: max 3")]
    [InlineData("[StringLength(3)] public string? M", "null", null)]
    [InlineData("[MinLength(1)] public List<int> M", "[]", "m: must have at least 1 item, got 0")]
    [InlineData("[MaxLength(1)] public IReadOnlyList<int> M", "[1,2]", "m: must have at most 1 item, got 2")]
    [InlineData("[MaxLength(1)] public Dictionary<string, int>? M", "{\"a\":1,\"b\":2}", "m: must have at most 1 item, got 2")]
    [InlineData("[Length(2, 2)] public System.Collections.Immutable.ImmutableArray<int> M", "[1]", "m: must have 2 items, got 1")]
    [InlineData("[RegularExpression(\"[a-z]+\")] public string M", "\"abc1\"", "m: must match [a-z]+")]
    [InlineData("[RegularExpression(\"[a-z]+\")] public string M", "\"abc\"", null)]
    [InlineData("[RegularExpression(\"(a+)+$\", MatchTimeoutInMilliseconds = 1)] public string M", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\"", "m: must match (a+)+$")]
    [InlineData("[EmailAddress] public string M", "\"a@b@c\"", "m: must be an e-mail address")]
    [InlineData("[EmailAddress] public string? M", "\"a@b\"", null)]
    [InlineData("[Url] public string M", "\"file:///x\"", "m: must begin with http://, https:// or ftp://")]
    [InlineData("[Base64String] public string M", "\"a\"", "m: must be base64")]
    [InlineData("[AllowedValues(\"a\", \"b\", \"a\")] public string M", "\"c\"", "m: must be one of a, b")]
    [InlineData("[AllowedValues(1, null)] public int? M", "null", null)]
    [InlineData("[AllowedValues(Kind.Red)] public Kind M", "\"dark_blue\"", "m: must be red")]
    [InlineData("[DeniedValues(1, 2)] public int M", "2", "m: must not be one of 1, 2")]
    [InlineData("[DeniedValues(Kind.Red, Kind.DarkBlue)] public Kind? M", "\"red\"", "m: must not be one of red, dark_blue")]
    [InlineData("[Range(1, 2), DeniedValues(2)] public int M", "2", "m: must not be 2")]
    public void Rule_of_a_member(string member, string json, string? message)
    {
        string types = $$"""
            using System.ComponentModel.DataAnnotations;
            public enum Kind { Red, DarkBlue }
            [PacketContract] public class Root { {{member}} { get; set; } = default!; }
            """;
        string document = $$"""{"m":{{json}}}""";
        GeneratorRun.Of(UserProject.Of(types)).ShouldCompile();
        Payloads.Read(types, document).ShouldBe(message is null ? document : "PF003 " + message);
    }

    [Theory]
    [InlineData("public class Base { [Range(1, 2)] public virtual int M { get; set; } } [PacketContract] public class Root : Base { public override int M { get; set; } }")]
    [InlineData("public record Base([Range(1, 2)] int M); [PacketContract] public record Root(int M) : Base(M);")]
    [InlineData("[PacketContract] public class Root { [Range(1, 2)] public int M; }")]
    [InlineData("[PacketContract] public record struct Root([Range(1, 2)] int M);")]
    [InlineData("[PacketContract] public class Root([Range(1, 2)] int m) { public int M { get; } = m; }")]
    public void Rule_holds_wherever_the_member_is_declared(string types) => Payloads.ShouldRefuse(
        "using System.ComponentModel.DataAnnotations; " + types, ("""{"m":3}""", "m: must be from 1 to 2, got 3"));

    [Fact]
    public void Required_member_that_is_missing_is_refused_and_others_keep_their_defaults() => Payloads.ShouldRefuse(
        "using System.ComponentModel.DataAnnotations; [PacketContract] public class Root { [Required] public string? A { get; set; } [Range(1, 2)] public int B { get; set; } }",
        ("{}", "required member 'a' is missing"),
        ("""{"a":"","b":1}""", "a: must not be empty"));

    [Theory]
    [InlineData("public record Stay(int From, [property: Field(\"until\")] int To)")]
    [InlineData("public record struct Stay(int From, [property: Field(\"until\")] int To)")]
    [InlineData("public class Stay { public int From { get; set; } [Field(\"until\")] public int To { get; init; } = 9; public Stay() { } public Stay(int f) { } }", false)]
    public void Payload_that_finds_a_problem_with_itself_is_refused_at_the_member(string stay, bool isPositional = true)
    {
        const string Validate = "PayloadProblem? IValidatedPayload.Validate() => To < From ? new(\"must not be before from\", nameof(To)) : From < 0 ? new(\"is too early\") : null;";
        string type = isPositional
            ? $"{stay} : IValidatedPayload {{ {Validate} }}"
            : stay.Replace("class Stay {", $"class Stay : IValidatedPayload {{ {Validate} ", StringComparison.Ordinal);
        string types = $"[PacketContract] public record Root(Stay[] Stays); {type}";
        GeneratorRun.Of(UserProject.Of(types)).ShouldCompile();
        Payloads.ShouldRefuse(
            types,
            ("""{"stays":[{"from":1,"until":2},{"from":2,"until":1}]}""", "stays[1].until: must not be before from"),
            ("""{"stays":[{"from":-1,"until":2}]}""", "stays[0]: is too early"));
        Payloads.Read(types, """{"stays":[{"from":1,"until":2}]}""").ShouldBe("""{"stays":[{"from":1,"until":2}]}""");
    }

    [Fact]
    public void Root_payload_is_refused_at_its_member() => Payloads.ShouldRefuse(
        "[PacketContract] public record Root(int A) : IValidatedPayload { public PayloadProblem? Validate() => new(\"never\", nameof(A)); }",
        ("""{"a":1}""", "a: never"));

    [Fact]
    public void Case_of_a_union_keeps_the_rules_of_its_base() => Payloads.ShouldRefuse(
        """
        using System.ComponentModel.DataAnnotations;
        [PacketContract] public record Root(Payment P);
        [Union] public abstract record Payment([Range(1, 9)] int Amount) { public record Cash(int Amount) : Payment(Amount); }
        """,
        ("""{"p":{"$case":"cash","amount":10}}""", "p.amount: must be from 1 to 9, got 10"));

    // The result as JSON, or the code and the words of the refusal.
    private static string Handle(string source, string name, string sent) => (string)GeneratorRun.Of(Elements.Harness.Project(
        $$"""
        Element element = host.Modules[0].Handlers.Single(static handler => handler.Element.Name.Contains("{{name}}")).Element;
        try { return PacketCodec.ToJson(host.Run(element.Group, element.Name, PacketCodec.FromJson({{SymbolDisplay.FormatLiteral(sent, quote: true)}}))); }
        catch (PacketFormatException e) { return e.Code + " " + e.Message; }
        """,
        "using System.ComponentModel.DataAnnotations;\n" + source)).ShouldCompile().Run()!;
}
