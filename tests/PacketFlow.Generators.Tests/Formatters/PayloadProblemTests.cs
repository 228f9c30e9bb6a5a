using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PacketFlow.Payloads;

namespace PacketFlow.Generators.Tests.Formatters;

/// <summary>What cannot be carried, where it is found, and that nothing is generated for it.</summary>
public sealed class PayloadProblemTests
{
    [Theory]
    [InlineData("Action", "Delegate", "Action")]
    [InlineData("Delegate", "Delegate", "Delegate")]
    [InlineData("System.IO.Stream", "Stream", "Stream")]
    [InlineData("System.IO.MemoryStream", "Stream", "MemoryStream")]
    [InlineData("object", "Untyped", "object")]
    [InlineData("dynamic", "Untyped", "dynamic")]
    [InlineData("int[,]", "MultiDimensional", "int[,]")]
    [InlineData("IComparable", "Unsupported", "IComparable")]
    [InlineData("Task<int>", "Unsupported", "Task<int>")]
    [InlineData("Type", "Unsupported", "Type")]
    [InlineData("nint", "Unsupported", "nint")]
    [InlineData("Lazy<int>", "Unsupported", "Lazy<int>")]
    [InlineData("ArraySegment<byte>", "UnsupportedList", "ArraySegment<byte>")]
    [InlineData("Tuple<int, int, int, int, int, int, int, Tuple<int>>", "LongTuple", "Tuple<int, int, int, int, int, int, int, Tuple<int>>")]
    [InlineData("ValueTuple<int, int, int, int, int, int, int, DateTime>", "LongTuple", "ValueTuple<int, int, int, int, int, int, int, DateTime>")]
    [InlineData("ValueTuple", "Unsupported", "ValueTuple")]
    [InlineData("IShape", "Polymorphic", "IShape")]
    [InlineData("Shape", "Polymorphic", "Shape")]
    [InlineData("Empty", "Polymorphic", "Empty")]
    [InlineData("Own", "UnsupportedList", "Own")]
    [InlineData("Locked", "NoConstructor", "Locked")]
    [InlineData("Odd", "NoConstructor", "Odd")]
    [InlineData("Nope", "Malformed", "Nope")]
    public void Member_of_a_type_without_a_form_is_refused(string member, string kind, string typeName) => Problems(
        $$"""
        public class Root { public {{member}}? X { get; set; } }
        public interface IShape; public abstract class Shape; [Union] public abstract class Empty;
        public class Own : List<int>; public class Locked { private Locked() { } }
        public class Odd { public Odd(int other) { } public int A { get; set; } }
        """).ShouldContain($"{kind} Root.X {typeName} at Root.X");

    [Theory]
    [InlineData("public unsafe struct Root { public int* X; }", "Pointer Root.X int* at Root.X")]
    [InlineData("public unsafe struct Root { public delegate*<void> X; }", "Pointer Root.X delegate*<void> at Root.X")]
    [InlineData("public ref struct Root { public int X; }", "RefStruct Root Root")]
    [InlineData("public class Root<T> { public T? X { get; set; } }", "OpenGeneric Root<T> Root<T>", "Root`1")]
    [InlineData("public static class Root;", "Unsupported Root Root")]
    [InlineData("public class Root { public int A { get; private set; } }", "Unsettable Root.A Root at Root.A")]
    [InlineData("public class Root { public int[] A { get; } = []; }", "Unsettable Root.A Root at Root.A")]
    [InlineData("public class Root { public HashSet<long> A { get; } = []; }", "Unsettable Root.A Root at Root.A")]
    [InlineData("public class Root { public Dictionary<int, string> A { get; } = []; }", "Unsettable Root.A Root at Root.A")]
    [InlineData("public class Root { public List<int>? A { get; } }", "Unsettable Root.A Root at Root.A")]
    [InlineData("public struct Root { public List<int> A { get; } }", "Unsettable Root.A Root at Root.A")]
    [InlineData("public class Root { private int A { get; set; } }", "Hidden Root Root")]
    [InlineData("public class Root { public readonly int A; }", "Unsettable Root.A Root at Root.A")]
    [InlineData("public class Root { [Field(\"a\")] private int A { get; set; } }", "Inaccessible Root.A Root at Root.A")]
    [InlineData("public class Root { public required int A { get; set; } [System.Text.Json.Serialization.JsonIgnore] public required int B { get; set; } }", "NoConstructor Root Root")]
    [InlineData("public class Root { public int A { get; set; } [Field(\"a\")] public int B { get; set; } }", "DuplicateKey Root.B a at Root.B")]
    [InlineData("public class Root { public int userId { get; set; } public int UserId { get; set; } }", "DuplicateKey Root.UserId user_id at Root.UserId")]
    [InlineData("public enum Root { A, a }", "DuplicateKey Root.a a at Root.a")]
    [InlineData("[Union(typeof(Other))] public abstract class Root; public class Other;", "BadCase Root(Other) Other")]
    [InlineData("[Union(typeof(A), \"x\"), Union(typeof(B), \"x\")] public abstract class Root; public class A : Root; public class B : Root;", "BadCase Root(B) B")]
    [InlineData("[Union] public abstract class Root { public class A : Root { [Field(\"$case\")] public int B { get; set; } } }", "DuplicateKey Root(A).B $case at Root+A.B")]
    [InlineData("public class Root { public List<Line> Lines { get; set; } = []; } public class Line { public Action? Callback { get; set; } }", "Delegate Root.Lines[].Callback Action at Line.Callback")]
    [InlineData("public class Root { public Dictionary<string, (int, Action)[]>? M { get; set; } }", "Delegate Root.M[][].Item2 Action at Root.M")]
    [InlineData("public class Root : Base; public class Base { public Action? A { get; set; } }", "Delegate Root.A Action at Base.A")]
    [InlineData("public class Root { public A<int>? A { get; set; } } public class A<T> { public A<A<T>>? Next { get; set; } }", "Unbounded", null, true)]
    [InlineData("public class Root { public A<int>? A { get; set; } } public class A<T> { public A<(T, T)>? Next { get; set; } }", "Unbounded", null, true)]
    [InlineData("public class Outer { private class Root; public class Two { } }", "Inaccessible Root Root", "Outer+Root")]
    [InlineData("file class Root;", "Inaccessible Root Root", "<Source0>F*__Root")]
    public void Problem_names_the_path_and_the_member(string types, string expected, string? root = null, bool isPrefix = false)
    {
        string[] problems = Problems(types, root ?? "Root");
        if (isPrefix)
        {
            problems.ShouldContain(problem => problem.StartsWith(expected, StringComparison.Ordinal));
        }
        else
        {
            problems.ShouldContain(expected);
        }
    }

    [Theory]
    [InlineData("Dictionary<byte[], int>", true)]
    [InlineData("Dictionary<(int, int), int>", true)]
    [InlineData("Dictionary<double, int>", true)]
    [InlineData("Dictionary<string, int>", false)]
    [InlineData("Dictionary<Guid, int>", false)]
    [InlineData("Dictionary<DayOfWeek, int>", false)]
    [InlineData("Dictionary<long, int>", false)]
    public void Dictionary_whose_keys_differ_in_JSON_is_carried_and_reported(string type, bool differs)
    {
        PayloadGraph graph = Graph($"public class Root {{ public {type}? M {{ get; set; }} }}", "Root");
        graph.Root.IsSupported.ShouldBeTrue();
        graph.Models.ShouldNotBeEmpty();
        graph.Problems.Any(static problem => problem.Kind == PayloadProblemKind.JsonDisagrees).ShouldBe(differs);
    }

    [Fact]
    public void Payload_with_a_problem_gets_no_formatter_and_the_rest_does()
    {
        IReadOnlyDictionary<string, string> files = GeneratorRun.Of(
            """
            [PacketContract] public record Bad(Good Good, Action Callback);
            [PacketContract] public record Good(int A);
            """).Files;
        files.Keys.ShouldContain(static name => name.Contains("GoodFormatter", StringComparison.Ordinal));
        files.Keys.ShouldNotContain(static name => name.Contains("BadFormatter", StringComparison.Ordinal));
    }

    private static string[] Problems(string types, string root = "Root")
    {
        PayloadGraph graph = Graph(types, root);
        graph.Root.IsSupported.ShouldBeFalse();
        graph.Models.ShouldBeEmpty();
        return [.. graph.Problems.Select(static problem =>
            $"{problem.Kind} {problem.Path} {problem.TypeName}{(problem.Owner is null ? "" : $" at {problem.Owner}.{problem.Member}")}")];
    }

    private static PayloadGraph Graph(string types, string root)
    {
        CSharpCompilation compilation = UserProject.Of(types).Compile();
        INamedTypeSymbol type = root.StartsWith('<')
            ? compilation.GlobalNamespace.GetTypeMembers("Root").Single()
            : compilation.GetTypeByMetadataName(root).ShouldNotBeNull();
        return PayloadParser.Contract(type, compilation);
    }
}
