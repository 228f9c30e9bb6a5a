namespace PacketFlow.Generators.Tests.Elements;

/// <summary>What the user marks for others to keep away from does not break the build by our hand.</summary>
public sealed class MarkedCodeTests
{
    [Fact]
    public void Experimental_payloads_handlers_and_molecules_compile_where_their_author_accepts_them()
    {
        GeneratorRun run = GeneratorRun.Of("""
            #pragma warning disable EXP1, EXP2, EXP3
            using System.Diagnostics.CodeAnalysis;

            [Experimental("EXP1")] public sealed record Trial(int Id, List<Inner> Parts);
            [Experimental("EXP2")] public sealed class Inner { public int Size { get; set; } }
            public sealed class Partly { [Experimental("EXP3")] public int Size { get; set; } }

            [Experimental("EXP1")]
            public sealed class Trials
            {
                [Element("df", "try_it")] public Trial Try(Trial trial) => trial;
                [Element("df", "try_part")] public Partly Part(Partly part) => part;
            }

            [Molecule("trials"), Experimental("EXP2")]
            [IonicBond(nameof(A), nameof(B))]
            public static partial class Flow
            {
                [Element("df", "first")] public static Inner A(Trial trial) => trial.Parts[0];
                [Element("df", "second")] public static int B(Inner inner) => inner.Size;
            }
            """).ShouldCompile();
        run.Files["Module"].ShouldContain("#pragma warning disable EXP1, EXP2, EXP3");
    }

    [Fact]
    public void Nothing_is_said_of_experiments_where_there_are_none() =>
        GeneratorRun.Of("public static class Texts { [Element(\"df\", \"transform\")] public static string T(string text) => text; }")
            .Files.Values.ShouldAllBe(static text => !text.Contains("experiments"));

    [Theory]
    [InlineData("""public static class H { [Obsolete("gone", true), Element("df", "gone")] public static int Go(int a) => a; }""")]
    [InlineData("""[Obsolete("gone", true)] public class H { [Element("df", "gone")] public int Go(int a) => a; }""")]
    [InlineData("""[Obsolete("gone", true)] public record Gone(int A); public static class H { [Obsolete, Element("df", "gone")] public static int Go(Gone a) => 1; }""")]
    [InlineData("""[Obsolete("gone", true)] public record Gone(int A); [Obsolete] public record Old(Gone? Inner); public static class H { [Obsolete, Element("df", "gone")] public static int Go(Old a) => 1; }""")]
    [InlineData("""[PacketContract] public class Two { [Obsolete("gone", true)] public Two() { } public Two(int a) { A = a; } public int A { get; } }""")]
    [InlineData("""[Obsolete("gone", true), Molecule("m")] public static partial class M { [Element("df", "gone")] public static int Go(int a) => a; }""")]
    [InlineData("""[Molecule("m")] public static partial class M { [Obsolete("gone", true), Element("df", "gone")] public static int Go(int a) => a; }""")]
    public void What_is_obsolete_as_an_error_is_left_out(string source) => GeneratorRun.Of(source).ShouldCompile();
}
