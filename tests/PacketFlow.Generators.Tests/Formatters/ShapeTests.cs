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
    [InlineData("public enum Root { FirstOne, Second }", "Root.FirstOne", "\"first_one\"")]
    [InlineData("[Flags] public enum Root { A = 1, B = 2 }", "Root.A | Root.B", "3")]
    [InlineData("public enum Root : byte { [Field(\"un\")] One = 1, Uno = 1 }", "Root.Uno", "\"un\"")]
    [InlineData("public enum Root : ulong { Max = ulong.MaxValue }", "Root.Max", "\"max\"")]
    [InlineData("public record Root(Kind A, Kind? B, Kind? C); public enum Kind { @class }", "new Root(Kind.@class, Kind.@class, null)", """{"a":"class","b":"class","c":null}""")]
    public void Enum_is_its_name_and_flags_a_number(string types, string value, string json) => Check(types, value, json);

    [Theory]
    [InlineData("List<int>", "new() { 1, 2 }", "[1,2]")]
    [InlineData("int[]", "[1, 2]", "[1,2]")]
    [InlineData("int[][]", "[[1], []]", "[[1],[]]")]
    [InlineData("IList<int>", "new List<int> { 1 }", "[1]")]
    [InlineData("ICollection<int>", "new List<int> { 1 }", "[1]")]
    [InlineData("IEnumerable<int>", "Enumerable.Range(1, 2)", "[1,2]")]
    [InlineData("IReadOnlyList<int>", "[1]", "[1]")]
    [InlineData("IReadOnlyCollection<int>", "[1]", "[1]")]
    [InlineData("HashSet<int>", "[1]", "[1]")]
    [InlineData("ISet<int>", "new HashSet<int> { 1 }", "[1]")]
    [InlineData("IReadOnlySet<int>", "new HashSet<int> { 1 }", "[1]")]
    [InlineData("SortedSet<int>", "[2, 1]", "[1,2]")]
    [InlineData("LinkedList<int>", "new([1, 2])", "[1,2]")]
    [InlineData("Queue<int>", "new([1, 2])", "[1,2]")]
    [InlineData("Stack<int>", "new([1, 2])", "[2,1]")]
    [InlineData("System.Collections.Immutable.ImmutableArray<int>", "[1, 2]", "[1,2]")]
    [InlineData("System.Collections.Immutable.ImmutableList<int>", "[1, 2]", "[1,2]")]
    [InlineData("System.Collections.Immutable.ImmutableHashSet<int>", "[1]", "[1]")]
    [InlineData("System.Collections.Immutable.ImmutableDictionary<string, int>", "System.Collections.Immutable.ImmutableDictionary<string, int>.Empty.Add(\"x\", 1)", """{"x":1}""")]
    [InlineData("Dictionary<string, int>", "new() { [\"x\"] = 1 }", """{"x":1}""")]
    [InlineData("IDictionary<string, int>", "new Dictionary<string, int> { [\"x\"] = 1 }", """{"x":1}""")]
    [InlineData("IReadOnlyDictionary<string, int?>", "new Dictionary<string, int?> { [\"x\"] = null }", """{"x":null}""")]
    [InlineData("SortedDictionary<string, Item>", "new() { [\"x\"] = new(1) }", """{"x":{"n":1}}""")]
    [InlineData("Dictionary<string, List<Item[]>>", "new() { [\"x\"] = [[new(1)]] }", """{"x":[[{"n":1}]]}""")]
    [InlineData("Dictionary<Kind, int>", "new() { [Kind.Red] = 1 }", """{"red":1}""")]
    [InlineData("KeyValuePair<string, Item>", "new(\"x\", new(1))", """["x",{"n":1}]""")]
    [InlineData("(int, string)", "(1, \"x\")", """[1,"x"]""")]
    [InlineData("(int Count, Item Item)", "(1, new(2))", """[1,{"n":2}]""")]
    [InlineData("Tuple<int, Item?>", "new(1, null)", "[1,null]")]
    [InlineData("List<string?>", "[null, \"x\"]", """[null,"x"]""")]
    [InlineData("List<Item?>", "[null, new(1)]", """[null,{"n":1}]""")]
    [InlineData("List<int?>", "[null, 1]", "[null,1]")]
    [InlineData("Item?", "null", "null")]
    [InlineData("List<int>?", "null", "null")]
    [InlineData("int?", "null", "null")]
    [InlineData("int?", "5", "5")]
    public void Collection_round_trips(string type, string value, string json) => Check(
        $"public record Root({type} A); public record Item(int N); public enum Kind {{ Red }}",
        $"new Root({value})",
        $$"""{"a":{{json}}}""");

    [Theory]
    [InlineData("bool", "true", "true")]
    [InlineData("sbyte", "-1", "-1")]
    [InlineData("byte", "255", "255")]
    [InlineData("short", "-300", "-300")]
    [InlineData("ushort", "65535", "65535")]
    [InlineData("uint", "4000000000", "4000000000")]
    [InlineData("long", "-5", "-5")]
    [InlineData("ulong", "18446744073709551615", "\"18446744073709551615\"")]
    [InlineData("float", "1.5f", "1.5")]
    [InlineData("double", "-0.25", "-0.25")]
    [InlineData("Half", "(Half)0.5", "0.5")]
    [InlineData("decimal", "1.20m", "\"1.20\"")]
    [InlineData("char", "'x'", "\"x\"")]
    [InlineData("string", "\"ä\\\"\"", "\"ä\\\"\"")]
    [InlineData("Int128", "Int128.MaxValue", "\"170141183460469231731687303715884105727\"")]
    [InlineData("System.Numerics.BigInteger", "System.Numerics.BigInteger.Pow(10, 20)", "\"100000000000000000000\"")]
    [InlineData("Guid", "Guid.Empty", "\"00000000-0000-0000-0000-000000000000\"")]
    [InlineData("Uri", "new Uri(\"http://a/b\")", "\"http://a/b\"")]
    [InlineData("Version", "new Version(1, 2)", "\"1.2\"")]
    [InlineData("DateTime", "DateTime.UnixEpoch", "\"1970-01-01T00:00:00Z\"")]
    [InlineData("DateTimeOffset", "DateTimeOffset.UnixEpoch", "\"1970-01-01T00:00:00.0000000+00:00\"")]
    [InlineData("DateOnly", "new DateOnly(2026, 1, 2)", "\"2026-01-02\"")]
    [InlineData("TimeSpan", "TimeSpan.FromSeconds(1)", "\"00:00:01\"")]
    [InlineData("byte[]", "[1, 2]", "\"AQI=\"")]
    [InlineData("ReadOnlyMemory<byte>", "new byte[] { 1, 2 }", "\"AQI=\"")]
    [InlineData("FlowValue", "FlowValue.From(1)", "1")]
    [InlineData("Nothing", "default(Nothing)", "null")]
    [InlineData("Uri?", "null", "null")]
    [InlineData("byte[]?", "null", "null")]
    [InlineData("Guid?", "null", "null")]
    public void Library_type_round_trips(string type, string value, string json) => Check(
        $"public record Root({type} A);", $"new Root({value})", $$"""{"a":{{json}}}""");

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

    private static void Check(string types, string value, string json) =>
        Payloads.ShouldRoundTrip(types + "[PacketContract] internal record Holder(Root Root);", value, json);
}
