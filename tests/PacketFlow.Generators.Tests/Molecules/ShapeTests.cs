using Microsoft.CodeAnalysis.CSharp;
using PacketFlow.Generators.Tests.Elements;

namespace PacketFlow.Generators.Tests.Molecules;

/// <summary>What a molecule may look like, compiled without warnings and run.</summary>
public sealed class ShapeTests
{
    [Fact]
    public void Several_last_steps_give_a_record() => Engine.Run(
        """
        M.Output small = engine.Run(M.Molecule, 1), big = engine.Run(M.Molecule, 11);
        return $"{small.Plain} {small.Big is null} {small.Count is null} {big.Plain} {big.Big} {big.Count}";
        """,
        """
        [Molecule("m")]
        [IonicBond(nameof(Start), nameof(Plain))]
        [IonicBond(nameof(Start), nameof(Big), When = nameof(IsBig))]
        [IonicBond(nameof(Start), nameof(Count), When = nameof(IsBig))]
        [IonicBond(nameof(Start), nameof(Quiet))]
        public static partial class M
        {
            [Element("df", "start")] public static int Start(int value) => value;
            [Element("df", "plain")] public static string Plain(int value) => $"plain {value}";
            [Element("df", "big")] public static string Big(int value) => $"big {value}";
            [Element("df", "count")] public static int Count(int value) => value * 2;
            [Element("df", "quiet")] public static void Quiet(int value) { }
            private static bool IsBig(int value) => value > 10;
        }
        """).ShouldBe("plain 1 True True plain 11 big 11 22");

    [Fact]
    public void Metallic_steps_may_be_missing_from_the_output() => Engine.Run(
        "M.Output output = engine.Run(M.Molecule, 2); return $\"{output.A ?? 0} {output.B ?? 0}\";",
        """
        [Molecule("m")]
        [MetallicBond(nameof(A), nameof(B))]
        public static partial class M
        {
            [Element("df", "a")] public static int A(int value) => value + 1;
            [Element("df", "b")] public static int B(int value) => value + 2;
        }
        """).ShouldBe("3 4");

    [Theory]
    [InlineData("int", "long", "7", "7")]
    [InlineData("int?", "long?", "7", "7")]
    [InlineData("int", "double", "7", "7")]
    [InlineData("long", "int", "7", "7")]
    [InlineData("long?", "int", "7", "7")]
    [InlineData("List<int>", "IEnumerable<int>", "new() { 1, 2 }", "1+2")]
    [InlineData("int[]", "IReadOnlyList<int>", "[1, 2]", "1+2")]
    [InlineData("Dog", "Animal", "new Dog(\"rex\", 3)", "Dog { Name = rex, Age = 3 }")]
    public void Value_is_converted_along_a_bond(string from, string to, string value, string expected) => Engine.Run(
        "return engine.Run(M.Molecule, Nothing.Value);",
        $$"""
        [Union] public abstract record Animal(string Name);
        public sealed record Dog(string Name, int Age) : Animal(Name);

        [Molecule("m")]
        [IonicBond(nameof(A), nameof(B))]
        public static partial class M
        {
            [Element("df", "a")] public static {{from}} A() => {{value}};
            [Element("df", "b")] public static string B({{to}} value) => Show(value);
            private static string Show(object? value) =>
                value is System.Collections.IEnumerable many ? string.Join("+", many.Cast<object>()) : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!;
        }
        """.Replace("[Union]", "[Union(typeof(Dog))]", StringComparison.Ordinal)).ShouldBe(expected);

    [Fact]
    public void Number_that_is_too_big_for_a_narrower_parameter_is_an_error() => Engine.Run(
        "try { return engine.Run(M.Molecule, Nothing.Value); } catch (OverflowException) { return \"overflow\"; }",
        """
        [Molecule("m")]
        [IonicBond(nameof(A), nameof(B))]
        public static partial class M
        {
            [Element("df", "a")] public static long A() => long.MaxValue;
            [Element("df", "b")] public static int B(int value) => value;
        }
        """).ShouldBe("overflow");

    [Fact]
    public void Merge_joins_what_both_gave() => Engine.Run(
        """
        var merged = new System.Buffers.ArrayBufferWriter<byte>();
        var writer = new PacketWriter(merged);
        var first = new PacketReader(PacketCodec.Serialize(3));
        var second = new PacketReader(PacketCodec.Serialize(4));
        M.Molecule.Definition.Merge(0, ref first, ref second, ref writer);
        writer.Flush();
        return PacketCodec.Deserialize<int>(merged.WrittenSpan);
        """,
        """
        [Molecule("m")]
        [CovalentBond(nameof(A), nameof(B), Resource = "stock", Merge = nameof(Join))]
        public static partial class M
        {
            [Element("rm", "a")] public static int A(int value) => value;
            [Element("rm", "b")] public static int B(int value) => value;
            private static int Join(int a, int b) => a * 10 + b;
        }
        """).ShouldBe(34);

    [Fact]
    public void Several_parameters_come_as_a_map_and_defaults_hold() => Engine.Run(
        """
        string map = PacketCodec.ToJson(host.Run(AtomGroup.Df, "join@m/1/Join", PacketCodec.FromJson("{\"extra\":[1],\"user_name\":\"ada\",\"id\":1}")));
        try { host.Run(AtomGroup.Df, "join@m/1/Join", PacketCodec.FromJson("{\"id\":1}")); return map; }
        catch (PacketFormatException missing) { return map + " " + missing.Message.Contains("user_name"); }
        """,
        """
        [Molecule("m")]
        [IonicBond(nameof(Name), nameof(Join))]
        public static partial class M
        {
            [Element("df", "name")] public static string Name(int id) => "n";
            [Element("df", "join")] public static string Join(int id, string userName, CancellationToken ct, string? note, int tries = 3) => $"{id} {userName} {note ?? "-"} {tries}";
        }
        """).ShouldBe("\"1 ada - 3\" True");

    [Fact]
    public void Bodyless_step_that_is_called_says_who_runs_it() => Engine.Run(
        "try { M.A(1); return null; } catch (InvalidOperationException failure) { return failure.Message; }",
        """[Molecule("m")] public static partial class M { [Element("df", "a")] public static partial int A(int value); }""")
        .ShouldBe("A is a step of the molecule m: a step is run by its molecule.");

    [Fact]
    public void Names_that_are_taken_get_an_underscore() => Engine.Run(
        """
        var output = engine.Run(Plan.Molecule, 1);
        return $"{Plan.Plan_.Name} {output.Output} {output.Output.GetType().Name} {output.ToString_} {engine.Run(Molecule.Molecule_, 2)}";
        """,
        """
        [Molecule("plan")]
        public static partial class Plan
        {
            [Element("df", "output")] public static int Output(int value) => value;
            [Element("df", "tostring")] public static int ToString(int value) => value + 1;
        }

        [Molecule("molecule")]
        public static partial class Molecule { [Element("df", "create")] public static int Create(int value) => value; }
        """).ShouldBe("plan 1 Int32 2 2");

    [Fact]
    public void Keywords_unicode_and_nesting_are_no_hindrance() => Engine.Run(
        "return engine.Run(@namespace.Außen.Größe.Molecule, new @namespace.@class(\"x\"));",
        """
        namespace @namespace
        {
            public record @class(string @event);

            public partial record struct Außen
            {
                [Molecule("größe \"1\"-molecule".Length > 3 ? "maß" : "")]
                internal partial class Größe
                {
                    [Element("df", "a")] internal static string @new(@class @object) => @object.@event;
                }
            }
        }
        """.Replace("\"größe \\\"1\\\"-molecule\".Length > 3 ? \"maß\" : \"\"", "\"maß\"", StringComparison.Ordinal)).ShouldBe("x");

    [Fact]
    public void Molecule_of_another_project_runs_as_a_step()
    {
        GeneratorRun library = GeneratorRun.Of(UserProject.Of(
            """
            namespace Lib;
            public record Order(int Id); public record Receipt(string Text);
            [Molecule("payment")]
            [IonicBond(nameof(Hold), nameof(Take))]
            public partial class Payment
            {
                [Element("cf", "hold")] internal int Hold(Order order) => order.Id;
                [Element("cf", "take")] internal Receipt Take(int id) => new($"paid {id}");
            }
            """) with { AssemblyName = "Lib" }).ShouldCompile();
        UserProject shop = Harness.Project(
            "var engine = new Testing.Engine(host); return engine.Run(Shop.Molecule, new Lib.Order(5)).Text + \" \" + host.Modules.Sum(module => module.Molecules.Count);",
            Engine.Source,
            """
            [Molecule("shop")]
            public partial class Shop { [Nested(typeof(Lib.Payment))] public partial Task<Lib.Receipt> Pay(Lib.Order order); }
            """);

        GeneratorRun.Of(shop with { References = [library.ToReference()] }).ShouldCompile().Run(library).ShouldBe("paid 5 2");
    }

    [Theory]
    [InlineData(true, true, true, LanguageVersion.CSharp12)]
    [InlineData(false, true, false, LanguageVersion.CSharp13)]
    [InlineData(true, false, true, LanguageVersion.CSharp13)]
    [InlineData(false, false, true, LanguageVersion.Preview)]
    public void Generated_code_compiles_in_every_kind_of_project(bool nullable, bool usings, bool isChecked, LanguageVersion language)
    {
        UserProject project = UserProject.Of(
            """
            using System.Collections.Generic;
            using System.Threading.Tasks;
            using PacketFlow;

            namespace Shop.PacketFlow.Flows
            {
                public class Order { public string Id { get; set; } = ""; public List<int> Lines { get; set; } = new(); }

                internal class Secret { public int Value { get; set; } }

                [Molecule("every-kind", TimeoutSeconds = 1.5)]
                [IonicBond(nameof(Load), nameof(Each), ForEach = true, When = nameof(Any))]
                [IonicBond(nameof(Each), nameof(Sum))]
                [IonicBond(nameof(Load), nameof(Hide))]
                public partial class Flow
                {
                    [Element("df", "load")] public Order Load(Order order) => order;
                    [Element("df", "each")] public long Each(int line, [From(nameof(Load))] Order order) => line;
                    [Element("df", "sum")] public partial Task<double> Sum(IEnumerable<long> lines);
                    [Element("df", "hide")] internal Secret Hide(Order order) => new Secret();
                    private static bool Any(Order order) => order.Lines.Count > 0;
                }
            }
            """.Replace("Order Load(Order order) => order;", "List<int> Load(Order order) => order.Lines;", StringComparison.Ordinal)
                .Replace("[From(nameof(Load))] Order order", "Order order", StringComparison.Ordinal)
                .Replace("Secret Hide(Order order)", "Secret Hide(List<int> lines)", StringComparison.Ordinal)
                .Replace("Any(Order order) => order.Lines", "Any(List<int> lines) => lines", StringComparison.Ordinal));

        GeneratorRun.Of(project with { Nullable = nullable, HasImplicitUsings = usings, Checked = isChecked, Language = language }).ShouldCompile();
    }
}
