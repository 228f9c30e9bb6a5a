using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace PacketFlow.Generators.Tests.Elements;

/// <summary>Generated code compiles without warnings and runs whatever the project's settings, the machine's culture and the user's names are.</summary>
public class EnvironmentTests
{
    private const string Sources = """
        using PacketFlow;
        namespace Shop
        {
            public sealed record Order(int Id, double Price);
            public sealed partial class Orders
            {
                [Element("df", "price", TimeoutSeconds = 1.5)] public double Price(Order order) => order.Price * -1;
            }
            public static partial class Remote { [Element("df", "elsewhere", MaxTimeoutSeconds = 1234.5)] public static partial int Call(string text); }
        }
        """;

    public static TheoryData<bool, bool, bool, LanguageVersion> Settings
    {
        get
        {
            var all = new TheoryData<bool, bool, bool, LanguageVersion>();
            foreach (LanguageVersion language in new[] { LanguageVersion.CSharp12, LanguageVersion.Latest })
            {
                for (int bits = 0; bits < 8; bits++)
                {
                    all.Add((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, language);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void Settings_of_the_project_do_not_matter(bool nullable, bool implicitUsings, bool isChecked, LanguageVersion language)
    {
        UserProject project = Harness.Project(
            "return host.Run(global::PacketFlow.Elements.Df.Price, new global::Shop.Order(1, 2.5)).ToString(System.Globalization.CultureInfo.InvariantCulture);",
            Sources) with
        {
            Nullable = nullable,
            HasImplicitUsings = implicitUsings,
            Checked = isChecked,
            Language = language,
        };

        GeneratorRun.Of(project).ShouldCompile().Run().ShouldBe("-2.5");
    }

    [Fact]
    public void Culture_of_the_machine_does_not_matter()
    {
        IReadOnlyDictionary<string, string> expected = GeneratorRun.Of(Sources).Files;
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            // Tests run without the cultures' data, so what Finnish does to numbers is set by hand.
            var finnish = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            finnish.NumberFormat.NegativeSign = "\u2212";
            finnish.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = finnish;
            GeneratorRun.Of(Sources).Files.OrderBy(static file => file.Key, StringComparer.Ordinal)
                .ShouldBe(expected.OrderBy(static file => file.Key, StringComparer.Ordinal));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("@class", "namespace @event.@namespace { public class @class { [Element(\"df\", \"run\")] public int @int(int @void) => @void + 1; } }")]
    [InlineData("Unicode", "namespace Größe.名前 { public class Überschrift { [Element(\"df\", \"run\")] public int Größer(int größe) => größe + 1; } }")]
    [InlineData("nesting", "public class A { public struct B { public interface C { public sealed record D { [Element(\"df\", \"run\")] public int Run(int x) => x + 1; } } } }")]
    [InlineData("global", "public class Run { [Element(\"df\", \"run\")] public int M(int x) => x + 1; }")]
    [InlineData("shadows", """
        namespace Shop.System { public class Int32; }
        namespace Shop
        {
            public class Task; public class ValueTask; public class PacketFlow; public class Type; public class Elements; public class IServiceProvider; public class Element;
            public class Handlers { [global::PacketFlow.Element("df", "run")] public int Run(int x) => x + 1; }
        }
        """)]
    [InlineData("own task", """
        namespace System.Threading.Tasks { public class Own; }
        namespace PacketFlow { public class OwnOfPacketFlow; }
        namespace PacketFlow.Shop { public class Handlers { [Element("df", "run")] public int Run(int x) => x + 1; } }
        """)]
    [InlineData("generated", "namespace Generated { public class PacketFlow { [Element(\"df\", \"run\")] public int Run(int x) => x + 1; } } namespace Modules { public class Module; }")]
    [InlineData("lower case", "public class a { [Element(\"df\", \"run\")] public int b(int c) => c + 1; }")]
    public void Names_of_the_user_do_not_matter(string name, string source) =>
        Harness.Run("return host.Run(Elements.Df.Run, 1);", "#pragma warning disable CS8981 // lower case\n" + source).ShouldBe(2, name);

    [Fact]
    public void Partial_type_in_several_files_is_one_handler_type()
    {
        GeneratorRun run = GeneratorRun.Of(Harness.Project(
            "return host.Run(Elements.Df.One, 1) + host.Run(Elements.Df.Two, 1);",
            """public partial class Parts { [Element("df", "one")] public int One(int x) => x + 1; }""",
            """public partial class Parts { [Element("df", "two")] public int Two(int x) => x + 2; [Element("df", "three")] public static partial int Three(int x); }""")).ShouldCompile();

        run.Run().ShouldBe(5);
        run.Files.Keys.Count(static name => name.StartsWith("Handlers", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public void Types_whose_names_fall_together_have_files_of_their_own()
    {
        GeneratorRun run = GeneratorRun.Of("""
            namespace A.B { public class C { [Element("df", "a")] public int M(int x) => x; } }
            namespace A { public class B_C { [Element("df", "b")] public int M(int x) => x; } public class b_c { [Element("df", "c")] public int M(int x) => x; } }
            """);

        run.ShouldCompile().Files.Keys.Count(static name => name.StartsWith("Handlers", StringComparison.Ordinal)).ShouldBe(3);
    }
}
