using Microsoft.CodeAnalysis;

namespace PacketFlow.Generators.Tests.Molecules;

/// <summary>Molecules as they stand while somebody types them: the generator never fails, and what it writes adds no errors of its own.</summary>
public sealed class BrokenMoleculeTests
{
    public static TheoryData<string> Sources =>
    [
        "[Molecule] public partial class M;",
        "[Molecule(null!)] public partial class M { }",
        "[Molecule(\"m\")] public class NotPartial { [Element(\"df\", \"a\")] public static int A(int x) => x; }",
        "[Molecule(\"m\")] public static partial class Empty;",
        "[Molecule(\"Not Safe\")] public static partial class M { [Element(\"df\", \"a\")] public static int A(int x) => x; }",
        "[Molecule(\"m\")] public partial class Generic<T> where T : class { [Element(\"df\", \"a\")] public partial Task<T> A(T x); }",
        "public partial class Outer<T> { [Molecule(\"m\")] public partial class M { [Element(\"df\", \"a\")] public partial Task<int> A(int x); } }",
        "[Molecule(\"m\")] public abstract partial class M { [Element(\"df\", \"a\")] public int A(int x) => x; }",
        "public static class C { [Molecule(\"m\")] private partial class M { [Element(\"df\", \"a\")] public static int A(int x) => x; } }",
        "[Molecule(\"m\")] [Molecule(\"n\")] public static partial class M { [Element(\"df\", \"a\")] public static int A(int x) => x; }",
        "[Molecule(\"m\")] public static partial class M { [Element(\"df\", \"a\")] public static int A(int x) => x; } [Molecule(\"n\")] public static partial class M { }",
        "[Molecule(\"m\")] [IonicBond(\"A\", \"B\")] [IonicBond(\"B\", \"A\")] public static partial class M { [Element(\"df\", \"a\")] public static int A(int x) => x; [Element(\"df\", \"b\")] public static int B(int x) => x; }",
        "[Molecule(\"m\")] [IonicBond(\"A\", \"A\")] public static partial class M { [Element(\"df\", \"a\")] public static int A(int x) => x; }",
        "[Molecule(\"m\")] [IonicBond(\"A\", \"Nobody\")] [CovalentBond(null!, \"\")] [MetallicBond(\"A\")] public static partial class M { [Element(\"df\", \"a\")] public static int A(int x) => x; }",
        "[Molecule(\"m\")] [IonicBond(\"A\", nameof(B), When = nameof(Missing), ForEach = true)] public static partial class M { [Element(\"df\", \"a\")] public static int A(int x) => x; [Element(\"df\", \"b\")] public static int B(int x) => x; }",
        "[Molecule(\"m\")] [IonicBond(\"A\", \"B\", When = \"W\")] public partial class M { [Element(\"df\", \"a\")] public int A(int x) => x; [Element(\"df\", \"b\")] public int B(int x) => x; private bool W(int x) => true; private static bool W() => true; }",
        "[Molecule(\"m\")] public static partial class M { [Element(\"df\", \"a\")] public static int A(int x) => x; [Element(\"df\", \"b\")] public static int A(string x) => 1; }",
        "[Molecule(\"m\")] public partial class M { [Element(\"df\", \"a\")] public int ToString(int x) => x; [Element(\"df\", \"b\")] public int ToString_(int x) => x; [Element(\"df\", \"c\")] public int Clone(int x) => x; }",
        "[Molecule(\"m\")] public static partial class M { [Element(\"df\", \"a\")] public static int Output(int x) => x; [Element(\"df\", \"b\")] public static int Output_(int x) => x; }",
        "[Molecule(\"m\")] public static partial class M { [Element(\"df\", \"a\")] public static int Plan(int x) => x; [Element(\"df\", \"b\")] public static int Plan_(int x) => x; [Element(\"df\", \"c\")] public static int Molecule(int x) => x; [Element(\"df\", \"d\")] public static int Molecule_(int x) => x; }",
        "[Molecule(\"m\")] public static partial class M { [Element(\"df\", \"a\")] public static int Foo(int x) => x; [Element(\"df\", \"b\")] public static int foo(int x) => x; }",
        "[Molecule(\"m\")] public static partial class M { [Element(\"df\", \"a\")] public static Undefined A(Unknown x) => x; [Element(\"df\", \"b\")] public static partial Undefined B(); }",
        "[Molecule(\"m\")] public static partial class M { [Element(\"df\", \"a\")] public static int A(ref int x, out int y) { y = x; return 1; } [Element(\"df\", \"b\")] public static int B(in int x) => x; }",
        "[Molecule(\"m\")] public static partial class M { [Element(\"xx\", \"A B\")] public static int A(int x) => x; [Element] public static int B(int x) => x; }",
        "[Molecule(\"m\")] public static partial class M { [Element(\"df\", \"a\")] public static T A<T>(T x) => x; [Element(\"df\", \"b\")] public static partial T B<T>(T x); }",
        "[Molecule(\"m\")] public static partial class M { [Nested(typeof(M))] public static partial Task Self(); [Nested(typeof(string))] public static partial Task Text(); [Nested] public static partial Task None(); [Nested(null!)] public static partial Task Null(); }",
        "[Molecule(\"a\")] public static partial class A { [Nested(typeof(B))] public static partial Task<int> Step(int x); } [Molecule(\"b\")] public static partial class B { [Nested(typeof(A))] public static partial Task<int> Step(int x); }",
        "[Molecule(\"m\")] public static partial class M { [Delay] public static partial Task A(); [Delay(1)] public static partial Task<int> B(int x); [Element(\"ed\", \"timer\")] public static partial Task C(); [Delay(1)] public static int D() => 1; }",
        "[Molecule(\"m\")] public static partial class M { [Element(\"ed\", \"signal\")] public static partial Task<int> A(int x); [Element(\"ed\", \"sg\")] public static partial int B(); }",
        "[Molecule(\"m\")] public static partial class M { [Compensates(\"Nobody\")] public static void A(int x) { } [Substitutes(null!)] public static int B(int x) => x; [Compensates] public static void C() { } }",
        "[Molecule(\"m\")] public static partial class M { [Element(\"df\", \"a\")] public static int A(int x) => x; [Compensates(nameof(A))] public static void U(int x, string s) { } [Substitutes(nameof(A))] public static string S(int x) => \"\"; }",
        "[Molecule(\"m\")] public static partial class M { [Element(\"df\", \"a\")] public static int A([From] int x, [From(\"B\")] int y, [From(null!)] int z) => x; }",
        "[Molecule(\"m\")] public static partial class M { [Element(\"df\", \"a\")] public static System.Span<int> A(System.Span<int> x) => x; [Element(\"df\", \"b\")] public static Action B(Action x) => x; }",
        "[Molecule(\"m\")] public partial class M { private M() { } [Element(\"df\", \"a\")] public int A(int x) => x; }",
        "[Molecule(\"m\")] public partial record M(int X) { [Element(\"df\", \"a\")] public int A(int x) => x; }",
        "[Molecule(\"m\")] public partial interface I { [Element(\"df\", \"a\")] int A(int x); }",
        "[Molecule(\"m\")] public partial struct S { [Element(\"df\", \"a\")] public static int A(int x) => x; }",
        "[Molecule(\"m\")] public static partial class M { [Element(\"df\", \"a\")] public static partial int A(int x) [Element(\"df\", \"b\")] public static int B( => ; ",
    ];

    [Theory]
    [MemberData(nameof(Sources))]
    public void Broken_molecule_never_makes_the_generator_fail(string source)
    {
        GeneratorRun whole = GeneratorRun.Of(source);
        HasNoErrorOfItsOwn(whole, source);

        // The harness fails a run whose generator threw.
        for (int cut = 1; cut <= 20; cut++)
        {
            GeneratorRun.Of(source[..(source.Length * cut / 21)]);
        }
    }

    [Fact]
    public void Molecule_with_errors_still_has_its_members() => GeneratorRun.Of(
        """
        public static class User { public static object[] All() => [M.Molecule, M.Plan, M.Mermaid]; public static Molecule<int, int> Typed() => M.Molecule; }

        [Molecule("m")]
        [IonicBond(nameof(A), nameof(B))]
        [IonicBond(nameof(B), nameof(C))]
        [IonicBond(nameof(C), nameof(B))]
        public static partial class M
        {
            [Element("df", "a")] public static int A(int x) => x;
            [Element("df", "b")] public static partial int B(int x);
            [Element("df", "c")] public static int C(int x) => x;
            [Element("df", "d")] public static int D(int x) => x;
        }
        """).Compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != "CS1591").ShouldBeEmpty();

    // Generated code repeats what the user wrote, so it may repeat the user's errors; where he made none it must have none.
    private static void HasNoErrorOfItsOwn(GeneratorRun run, string source)
    {
        IEnumerable<Diagnostic> errors = run.Compilation.GetDiagnostics().Where(static diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error);
        if (errors.Any(static diagnostic => diagnostic.Location.SourceTree?.FilePath.StartsWith("Source", StringComparison.Ordinal) == true))
        {
            return;
        }

        errors.ShouldBeEmpty(source);
    }
}
