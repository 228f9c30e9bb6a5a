using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace PacketFlow.Generators.Tests.Formatters;

/// <summary>Formatters compile without a warning in whatever project they land.</summary>
public sealed class EnvironmentTests
{
    private const string Types = """
        using System; using System.Collections.Generic; using PacketFlow;
        #pragma warning disable CS8618
        namespace My.App.@class
        {
            [PacketContract] public record Order([Field("id")] string Id, List<Line> @event, Kind Kind = Kind.@new, int? value = 3, string reader = "r", long seen = 1) { public string start { get; init; } = "s"; }
            public partial class Outer<T> { public partial struct Inner { public T? Value { get; set; } public Inner2[] Left { get; set; } public struct Inner2 { public int key; public DateTime? result; } } }
            public class Line { public string Name { get; set; } public string[] Tags { get; set; } public Outer<string>.Inner? Inner { get; set; } public Dictionary<string, Line> Map { get; init; } public (int, string Größe) T { get; set; } }
            [Flags] public enum Kind { @new = 1, @old }
            [Union(typeof(Dot)), PacketContract] internal interface IShape { }
            internal record struct Dot(int X, int Y) : IShape;
            [PacketContract, Obsolete("old")] public class Old { [Obsolete("older")] public int A { get; set; } }
        }
        namespace My.App.@CLASS { [PacketContract] public record Order(int A); [PacketContract] public record order(int B); }
        namespace My.PacketFlow { [global::PacketFlow.PacketContract] public record System(int Global); }
        [PacketContract] public record Formatter(string Namespace);
        [PacketContract] public record 注文(int 数);
        """;

    [Theory]
    [InlineData(true, true, false, LanguageVersion.CSharp13)]
    [InlineData(true, false, true, LanguageVersion.CSharp12)]
    [InlineData(false, true, true, LanguageVersion.CSharp13)]
    [InlineData(false, false, false, LanguageVersion.CSharp12)]
    [InlineData(false, false, true, LanguageVersion.Preview)]
    public void Formatters_compile_in_every_project(bool nullable, bool usings, bool isChecked, LanguageVersion language)
    {
        string source = nullable ? Types : Types.Replace("? Value", " Value", StringComparison.Ordinal);
        UserProject project = UserProject.Of(source) with { Nullable = nullable, HasImplicitUsings = usings, Checked = isChecked, Language = language };
        GeneratorRun run = GeneratorRun.Of(project).ShouldCompile();
        run.Files.Keys.Count(static file => file.StartsWith("Formatter.", StringComparison.Ordinal)).ShouldBeGreaterThan(15);
    }

    [Fact]
    public void Without_annotations_any_reference_may_be_null() => Payloads.ShouldRoundTrip(
        UserProject.Of("[PacketContract] public class Root { public string A { get; set; } public List<string> B { get; set; } public string[] C { get; set; } public Dictionary<string, Root> D { get; set; } }") with { Nullable = false },
        "new Root { B = new() { null }, C = new string[] { null }, D = new() { [\"x\"] = null } }",
        """{"a":null,"b":[null],"c":[null],"d":{"x":null}}""");

    [Fact]
    public void Culture_of_the_compiler_changes_nothing()
    {
        const string types = "[PacketContract] public record Root(int A = -1, double B = -1.5, decimal I = 1.5m, long TITLE = -1);";
        IReadOnlyDictionary<string, string> invariant = GeneratorRun.Of(types).Files;
        CultureInfo before = CultureInfo.CurrentCulture;
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NegativeSign = "\u2212";
        odd.NumberFormat.NumberDecimalSeparator = ",";
        try
        {
            CultureInfo.CurrentCulture = odd;
            GeneratorRun.Of(types).Files.ShouldBe(invariant);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Referencing_project_uses_the_formatters_that_are_there()
    {
        GeneratorRun library = GeneratorRun.Of(UserProject.Of(
            """
            [PacketContract] public record Shared(int A, Hidden? H); [PacketContract] internal record Inner(int A); public record Hidden(int B);
            [PacketContract] public record Pair(Box<int> Box); public record Box<T>(T Value); public record Unlisted(int C);
            """) with { AssemblyName = "Library" }).ShouldCompile();
        UserProject app = UserProject.Of("[PacketContract] public record Root(Shared S, List<Shared> All, Box<int> B, Box<string> C, Unlisted U);") with
        {
            References = [library.ToReference()],
        };

        GeneratorRun.Of(app).Files.Keys.Where(static file => file.StartsWith("Formatter.", StringComparison.Ordinal))
            .Select(static file => file["Formatter.".Length..].Split('_')[0]).ShouldBe(["Box", "List", "RootFormatter", "UnlistedFormatter"], ignoreOrder: true);
        Payloads.Run(
            app, "Wire.Rewrite<Root>(\"{\\\"s\\\":{\\\"a\\\":1},\\\"all\\\":[],\\\"b\\\":{\\\"value\\\":1},\\\"c\\\":{\\\"value\\\":\\\"x\\\"},\\\"u\\\":{\\\"c\\\":1}}\")", "", library)
            .ShouldBe("""{"s":{"a":1,"h":null},"all":[],"b":{"value":1},"c":{"value":"x"},"u":{"c":1}}""");
    }
}
