namespace PacketFlow.Generators.Tests.Formatters;

/// <summary>Every shape of type that can be a payload goes through its generated formatter.</summary>
public sealed class ShapeTests
{
    [Theory]
    [InlineData("public record Root(int A, string B);", "new Root(1, \"x\")", """{"a":1,"b":"x"}""")]
    [InlineData("public record struct Root(int A, string B);", "new Root(1, \"x\")", """{"a":1,"b":"x"}""")]
    [InlineData("public readonly record struct Root(int A, string B);", "new Root(1, \"x\")", """{"a":1,"b":"x"}""")]
    [InlineData("public class Root { public int A { get; set; } public string? B { get; set; } }", "new Root { A = 1, B = \"x\" }", """{"a":1,"b":"x"}""")]
    [InlineData("public class Root { public int A; public string? B; }", "new Root { A = 1, B = \"x\" }", """{"a":1,"b":"x"}""")]
    [InlineData("public struct Root { public int A; public string? B; }", "new Root { A = 1, B = \"x\" }", """{"a":1,"b":"x"}""")]
    [InlineData("public class Root(int a, string b) { public int A { get; } = a; public string B { get; } = b; }", "new Root(1, \"x\")", """{"a":1,"b":"x"}""")]
    [InlineData("public class Root { public Root(int a, string b) { A = a; B = b; } public int A { get; } public string B { get; } }", "new Root(1, \"x\")", """{"a":1,"b":"x"}""")]
    [InlineData("public struct Root { public Root(int a, string b) { A = a; B = b; } public readonly int A; public string B { get; } }", "new Root(1, \"x\")", """{"a":1,"b":"x"}""")]
    [InlineData("public class Root { public required int A { get; set; } public required string B { get; init; } }", "new Root { A = 1, B = \"x\" }", """{"a":1,"b":"x"}""")]
    [InlineData("public class Root { public int A { get; init; } public string? B { get; init; } = \"x\"; }", "new Root { A = 1 }", """{"a":1,"b":"x"}""")]
    [InlineData("public record Root(int A) { public string B { get; init; } = \"x\"; }", "new Root(1)", """{"a":1,"b":"x"}""")]
    [InlineData("public record Root;", "new Root()", "{}")]
    [InlineData("public struct Root;", "new Root()", "{}")]
    public void Object_round_trips(string types, string value, string json) => Check(types, value, json);

    [Theory]
    [InlineData("public class Base { public int A { get; set; } } public class Root : Base { public int B { get; set; } }", "new Root { A = 1, B = 2 }", """{"a":1,"b":2}""")]
    [InlineData("public abstract record Base(int A); public record Root(int A, int B) : Base(A);", "new Root(1, 2)", """{"a":1,"b":2}""")]
    [InlineData("public class Base { public virtual int A { get; set; } public int B { get; set; } } public class Root : Base { public override int A { get; set; } }", "new Root { A = 1, B = 2 }", """{"a":1,"b":2}""")]
    [InlineData("public class Base { public object A { get; set; } = 0; } public class Root : Base { public new int A { get; set; } }", "new Root { A = 1 }", """{"a":1}""")]
    [InlineData("public class Base<T> { public T? A { get; set; } } public class Root : Base<string> { }", "new Root { A = \"x\" }", """{"a":"x"}""")]
    [InlineData("public abstract class Base { public abstract int A { get; } } public class Root(int a) : Base { public override int A { get; } = a; }", "new Root(1)", """{"a":1}""")]
    public void Inherited_members_come_first(string types, string value, string json) => Check(types, value, json);

    [Theory]
    [InlineData("public class Root { public List<int> A { get; } = [7]; }", "Making.Made(new Root(), static root => root.A.Add(1))", """{"a":[7,1]}""")]
    [InlineData("public class Root { public readonly IList<int?> A = [7]; public int B { get; init; } = 2; }", "Making.Made(new Root(), static root => root.A.Add(null))", """{"a":[7,null],"b":2}""")]
    [InlineData("public class Root { public Root() => A = []; public List<string?>? A { get; } public required int B { get; init; } }", "Making.Made(new Root { B = 1 }, static root => root.A!.Add(null))", """{"a":[null],"b":1}""")]
    [InlineData("public class Root { public Dictionary<string, Item> A { get; } = new(StringComparer.OrdinalIgnoreCase); public record Item(int N); }", "Making.Made(new Root(), static root => root.A[\"x\"] = new(1))", """{"a":{"x":{"n":1}}}""")]
    [InlineData("public class Root { public IDictionary<string, string?> A { get; } = new Dictionary<string, string?>(); public SortedDictionary<int, int> B { get; } = []; }", "Making.Made(new Root(), static root => root.B[1] = 2)", """{"a":{},"b":{"1":2}}""")]
    [InlineData("public class Root { public HashSet<string> A { get; } = []; public ISet<string> B { get; } = new HashSet<string>(); public SortedSet<int> C { get; } = []; public LinkedList<int> D { get; } = []; }", "Making.Made(new Root(), static root => { root.A.Add(\"x\"); root.C.Add(1); root.D.AddLast(2); })", """{"a":["x"],"b":[],"c":[1],"d":[2]}""")]
    [InlineData("public record Root(int A) { public List<Root> Sons { get; } = []; }", "Making.Made(new Root(1), static root => root.Sons.Add(new(2)))", """{"a":1,"sons":[{"a":2,"sons":[]}]}""")]
    [InlineData("public class Root { public Root() { } public Root(List<int> a) => A = a; public List<int> A { get; } = []; }", "new Root([1])", """{"a":[1]}""")]
    public void Collection_with_a_getter_alone_is_filled(string types, string value, string json) => Check(
        types + """

        internal static class Extra { }
        public static partial class Making
        {
            public static Root Made(Root root, Action<Root> change) { change(root); return root; }
        }
        """,
        value.Replace("Make(", "Making.Made(new Root(), ", StringComparison.Ordinal).Replace("Making.Made(new Root {", "Making.Made(new Root {", StringComparison.Ordinal).Replace("(Making.Making.", "(Making.", StringComparison.Ordinal),
        json);

    [Theory]
    [InlineData("""{"b":1}""", """{"a":[7],"b":1}""")]
    [InlineData("""{"a":[],"b":1}""", """{"a":[],"b":1}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[1,2],"b":0}""")]
    public void Items_that_were_sent_stand_in_the_place_of_those_of_the_initializer(string sent, string read) =>
        Payloads.Read("[PacketContract] public class Root { public List<int> A { get; } = [7]; public int B { get; set; } }", sent).ShouldBe(read);

    [Theory]
    [InlineData("public IList<int> A { get; } = Array.Empty<int>();")]
    [InlineData("public Root() { } public List<int>? A { get; }")]
    public void Collection_that_takes_no_items_is_named(string member) =>
        Payloads.ShouldRefuse($"[PacketContract] public class Root {{ {member} }}", ("""{"a":[1]}""", "a: its type here has no collection to take the items; give it an initializer or an init accessor"));

    [Theory]
    [InlineData("public enum Root { FirstOne, Second }", "Root.FirstOne", "\"first_one\"")]
    [InlineData("[Flags] public enum Root { A = 1, B = 2 }", "Root.A | Root.B", "3")]
    [InlineData("public enum Root : byte { [Field(\"un\")] One = 1, Uno = 1 }", "Root.Uno", "\"un\"")]
    [InlineData("public enum Root : ulong { Max = ulong.MaxValue }", "Root.Max", "\"max\"")]
    [InlineData("public record Root(Kind A, Kind? B, Kind? C); public enum Kind { @class }", "new Root(Kind.@class, Kind.@class, null)", """{"a":"class","b":"class","c":null}""")]
    public void Enum_is_its_name_and_flags_a_number(string types, string value, string json) => Check(types, value, json);

    [Fact]
    public void Collections_round_trip() => CheckMembers(
        "public record Item(int N); public enum Kind { Red }",
        ("List<int>", "new() { 1, 2 }", "[1,2]"),
        ("int[]", "[1, 2]", "[1,2]"),
        ("int[][]", "[[1], []]", "[[1],[]]"),
        ("IList<int>", "new List<int> { 1 }", "[1]"),
        ("ICollection<int>", "new List<int> { 1 }", "[1]"),
        ("IEnumerable<int>", "Enumerable.Range(1, 2)", "[1,2]"),
        ("IReadOnlyList<int>", "[1]", "[1]"),
        ("IReadOnlyCollection<int>", "[1]", "[1]"),
        ("HashSet<int>", "[1]", "[1]"),
        ("ISet<int>", "new HashSet<int> { 1 }", "[1]"),
        ("IReadOnlySet<int>", "new HashSet<int> { 1 }", "[1]"),
        ("SortedSet<int>", "[2, 1]", "[1,2]"),
        ("LinkedList<int>", "new([1, 2])", "[1,2]"),
        ("Queue<int>", "new([1, 2])", "[1,2]"),
        ("Stack<int>", "new([1, 2])", "[2,1]"),
        ("System.Collections.Immutable.ImmutableArray<int>", "[1, 2]", "[1,2]"),
        ("System.Collections.Immutable.ImmutableList<int>", "[1, 2]", "[1,2]"),
        ("System.Collections.Immutable.ImmutableHashSet<int>", "[1]", "[1]"),
        ("System.Collections.Immutable.ImmutableDictionary<string, int>", "System.Collections.Immutable.ImmutableDictionary<string, int>.Empty.Add(\"x\", 1)", """{"x":1}"""),
        ("Dictionary<string, int>", "new() { [\"x\"] = 1 }", """{"x":1}"""),
        ("IDictionary<string, int>", "new Dictionary<string, int> { [\"x\"] = 1 }", """{"x":1}"""),
        ("IReadOnlyDictionary<string, int?>", "new Dictionary<string, int?> { [\"x\"] = null }", """{"x":null}"""),
        ("SortedDictionary<string, Item>", "new() { [\"x\"] = new(1) }", """{"x":{"n":1}}"""),
        ("Dictionary<string, List<Item[]>>", "new() { [\"x\"] = [[new(1)]] }", """{"x":[[{"n":1}]]}"""),
        ("Dictionary<Kind, int>", "new() { [Kind.Red] = 1 }", """{"red":1}"""),
        ("KeyValuePair<string, Item>", "new(\"x\", new(1))", """["x",{"n":1}]"""),
        ("(int, string)", "(1, \"x\")", """[1,"x"]"""),
        ("(int Count, Item Item)", "(1, new(2))", """[1,{"n":2}]"""),
        ("Tuple<int, Item?>", "new(1, null)", "[1,null]"),
        ("Tuple<int, int, int, int, int, int, string>", "new(1, 2, 3, 4, 5, 6, \"x\")", """[1,2,3,4,5,6,"x"]"""),
        ("ValueTuple<int>", "new(1)", "[1]"),
        ("Tuple<string?>", "new(null)", "[null]"),
        ("(int, int, int, int, int, int, int, string? Eighth)", "(1, 2, 3, 4, 5, 6, 7, null)", "[1,2,3,4,5,6,7,null]"),
        ("(int, int, int, int, int, int, int, int, int, int, int, int, int, int, int, (int A, int B))", "(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, (16, 17))", "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,[16,17]]"),
        ("(int, Item?)?", "null", "null"),
        ("List<string?>", "[null, \"x\"]", """[null,"x"]"""),
        ("List<Item?>", "[null, new(1)]", """[null,{"n":1}]"""),
        ("List<int?>", "[null, 1]", "[null,1]"),
        ("Item?", "null", "null"),
        ("List<int>?", "null", "null"),
        ("int?", "null", "null"),
        ("int?", "5", "5"));

    [Fact]
    public void Library_types_round_trip() => CheckMembers(
        "",
        ("bool", "true", "true"),
        ("sbyte", "-1", "-1"),
        ("byte", "255", "255"),
        ("short", "-300", "-300"),
        ("ushort", "65535", "65535"),
        ("uint", "4000000000", "4000000000"),
        ("long", "-5", "-5"),
        ("ulong", "18446744073709551615", "\"18446744073709551615\""),
        ("float", "1.5f", "1.5"),
        ("double", "-0.25", "-0.25"),
        ("Half", "(Half)0.5", "0.5"),
        ("decimal", "1.20m", "\"1.20\""),
        ("char", "'x'", "\"x\""),
        ("string", "\"ä\\\"\"", "\"ä\\\"\""),
        ("Int128", "Int128.MaxValue", "\"170141183460469231731687303715884105727\""),
        ("System.Numerics.BigInteger", "System.Numerics.BigInteger.Pow(10, 20)", "\"100000000000000000000\""),
        ("Guid", "Guid.Empty", "\"00000000-0000-0000-0000-000000000000\""),
        ("Uri", "new Uri(\"http://a/b\")", "\"http://a/b\""),
        ("Version", "new Version(1, 2)", "\"1.2\""),
        ("DateTime", "DateTime.UnixEpoch", "\"1970-01-01T00:00:00Z\""),
        ("DateTimeOffset", "DateTimeOffset.UnixEpoch", "\"1970-01-01T00:00:00.0000000+00:00\""),
        ("DateOnly", "new DateOnly(2026, 1, 2)", "\"2026-01-02\""),
        ("TimeSpan", "TimeSpan.FromSeconds(1)", "\"00:00:01\""),
        ("byte[]", "[1, 2]", "\"AQI=\""),
        ("ReadOnlyMemory<byte>", "new byte[] { 1, 2 }", "\"AQI=\""),
        ("FlowValue", "FlowValue.From(1)", "1"),
        ("Nothing", "default(Nothing)", "null"),
        ("Uri?", "null", "null"),
        ("byte[]?", "null", "null"),
        ("Guid?", "null", "null"));

    [Theory]
    [InlineData("public record Root(int V, Root? Next);", "new Root(1, new Root(2, null))", """{"v":1,"next":{"v":2,"next":null}}""")]
    [InlineData("public record Root(List<Root> Sons);", "new Root([new Root([])])", """{"sons":[{"sons":[]}]}""")]
    [InlineData("public record Root(A? A); public record A(B? B); public record B(Root? Root, Dictionary<string, A> As);", "new Root(new A(new B(null, new() { [\"x\"] = new A(null) })))", """{"a":{"b":{"root":null,"as":{"x":{"b":null}}}}}""")]
    [InlineData("public record Root(Page<Item> A, Page<Page<Item?>> B); public record Page<T>(T[] Items); public record Item(int N);", "new Root(new([new(1)]), new([new([null])]))", """{"a":{"items":[{"n":1}]},"b":{"items":[{"items":[null]}]}}""")]
    [InlineData("public record Root(Outer<int>.Inner A); public class Outer<T> { public record Inner(T V); }", "new Root(new(1))", """{"a":{"v":1}}""")]
    public void Nested_and_recursive_types_round_trip(string types, string value, string json) => Check(types, value, json);

    [Fact]
    public void Object_of_a_hundred_members_round_trips()
    {
        string members = string.Concat(Enumerable.Range(0, 100).Select(static i => $"public required int M{i} {{ get; init; }} "));
        string values = string.Join(", ", Enumerable.Range(0, 100).Select(static i => $"M{i} = {i}"));
        string json = string.Join(",", Enumerable.Range(0, 100).Select(static i => $"\"m{i}\":{i}"));
        Check($"public class Root {{ {members} }}", $"new Root {{ {values} }}", $"{{{json}}}");
    }

    // One record with a member of each type: one compilation for all.
    private static void CheckMembers(string types, params (string Type, string Value, string Json)[] members) => Check(
        $"public record Root({string.Join(", ", members.Select(static (one, index) => $"{one.Type} M{index}"))}); {types}",
        $"new Root({string.Join(", ", members.Select(static one => one.Value))})",
        $"{{{string.Join(",", members.Select(static (one, index) => $"\"m{index}\":{one.Json}"))}}}");

    private static void Check(string types, string value, string json) =>
        Payloads.ShouldRoundTrip(types + "[PacketContract] internal record Holder(Root Root);", value, json);
}
