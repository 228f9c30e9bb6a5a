using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PacketFlow.Analyzers.Tests.Molecules;

/// <summary>Molecules as they are while they are typed, and as nobody should write them.</summary>
public sealed class OddMoleculesTests
{
    private const int Cuts = 20;

    public static TheoryData<string> Odd =>
    [
        """[Molecule("m")] public partial class M { }""",
        """[Molecule] public partial class M { [Element("df", "filter")] public static int A(int x) => x; }""",
        """[Molecule(null!)] public partial class M { [Element("df", "filter")] public static int A(int x) => x; }""",
        """[Molecule("m")] public class M { [Element("df", "filter")] public static int A(int x) => x; }""",
        """[Molecule("m")] public partial struct M { [Element("df", "filter")] public static int A(int x) => x; }""",
        """[Molecule("m")] public partial class M<T> { [Element("df", "filter")] public static T A(T x) => x; }""",
        """[Molecule("m")] public abstract partial class M { [Element("df", "filter")] public abstract int A(int x); }""",
        """[Molecule("m")] public static partial class M { [Element("df", "filter")] public static int A(int x) => x; }""",
        """public class O { [Molecule("m")] private partial class M { [Delay(1)] partial void A(); } }""",
        """[Molecule("m")] public partial class M { private M() { } [Element("df", "filter")] public int A(int x) => x; }""",
        """[Molecule("M m")] public partial class M { [Element("df", "filter")] public static int A(int x) => x; }""",
        """[Molecule("m")] [IonicBond(nameof(A), nameof(A))] public partial class M { [Element("df", "filter")] public static int A(int x) => x; }""",
        """[Molecule("m")] [IonicBond(nameof(A), nameof(B))] public partial class M { [Element("df", "filter")] public static int A(int x) => x; }""",
        """[Molecule("m")] [IonicBond("A", null!)] public partial class M { [Element("df", "filter")] public static int A(int x) => x; }""",
        """[Molecule("m")] [IonicBond("", "A")] public partial class M { [Element("df", "filter")] public static int A(int x) => x; }""",
        """[Molecule("m")] [IonicBond("A", "B")] [IonicBond("B", "A")] public partial class M { [Element("df", "filter")] public static int A(int x) => x; [Element("df", "filter")] public static int B(int x) => x; }""",
        """[Molecule("m")] [IonicBond("A", "B")] [MetallicBond("B", "A")] public partial class M { [Element("df", "filter")] public static int A(int x) => x; [Element("df", "filter")] public static int B(int x) => x; }""",
        """[Molecule("m")] [IonicBond("A", "B")] [IonicBond("A", "B")] public partial class M { [Element("df", "filter")] public static int A(int x) => x; [Element("df", "filter")] public static int B(int x) => x; }""",
        """[Molecule("m")] [IonicBond("A", "B", When = "C")] public partial class M { [Element("df", "filter")] public static int A(int x) => x; [Element("df", "filter")] public static int B(int x) => x; }""",
        """[Molecule("m")] [IonicBond("A", "B", When = "C")] public partial class M { [Element("df", "filter")] public static int A(int x) => x; [Element("df", "filter")] public static int B(int x) => x; static bool C(string s) => true; }""",
        """[Molecule("m")] [IonicBond("A", "B", When = "C")] public partial class M { [Element("df", "filter")] public static int A(int x) => x; [Element("df", "filter")] public static int B(int x) => x; bool C(int s) => true; }""",
        """[Molecule("m")] [IonicBond("A", "B", ForEach = true)] public partial class M { [Element("df", "filter")] public static int A(int x) => x; [Element("df", "filter")] public static int B(int x) => x; }""",
        """[Molecule("m")] [IonicBond("A", "B", ForEach = true)] public partial class M { [Element("df", "filter")] public static int[] A(int x) => []; [Element("df", "filter")] public static int B(string x) => 1; }""",
        """[Molecule("m")] [IonicBond("A", "B", ForEach = true)] public partial class M { [Element("df", "filter")] public static int[] A(int x) => []; [Element("df", "filter")] public static int B() => 1; }""",
        """[Molecule("m")] [IonicBond("A", "C", ForEach = true)] [IonicBond("B", "C", ForEach = true)] public partial class M { [Element("df", "filter")] public static int[] A(int x) => []; [Element("df", "filter")] public static string[] B(int x) => []; [Element("df", "filter")] public static int C(int i, string s) => i; }""",
        """[Molecule("m")] [CovalentBond("A", "B", Merge = "C", Resource = "r")] public partial class M { [Element("df", "filter")] public static int A(int x) => x; [Element("df", "filter")] public static int B(int x) => x; }""",
        """[Molecule("m")] [CovalentBond("A", "B")] public partial class M { [Element("df", "filter")] public static int A(int x) => x; [Element("df", "filter")] public static int B(int x) => x; }""",
        """[Molecule("m")] public partial class M { [Element("df", "filter")] public static int A(int x, string y) => x; }""",
        """[Molecule("m")] [IonicBond("A", "B")] public partial class M { [Element("df", "filter")] public static Missing A(int x) => x; [Element("df", "filter")] public static int B(Missing x, Missing y) => 1; }""",
        """[Molecule("m")] [IonicBond("A", "B")] public partial class M { [Element("df", "filter")] public static Guid A(int x) => default; [Element("df", "filter")] public static int B(string x) => 1; }""",
        """[Molecule("m")] [IonicBond("A", "B")] public partial class M { [Element("df", "filter")] public static Guid A(int x) => default; [Element("df", "filter")] public static int B([From("A")] string x, string y) => 1; }""",
        """[Molecule("m")] [IonicBond("A", "B")] public partial class M { [Element("df", "filter")] public static Guid A(int x) => default; [Element("df", "filter")] public static int B([From("C")] string x) => 1; }""",
        """[Molecule("m")] [IonicBond("A", "B")] public partial class M { [Element("df", "filter")] public static Guid A([From("B")] int x) => default; [Element("df", "filter")] public static int B([From("B")] int x) => 1; }""",
        """[Molecule("m")] [IonicBond("A", "C")] [IonicBond("B", "C")] public partial class M { [Element("df", "filter")] public static int A(int x) => x; [Element("df", "filter")] public static int B(int x) => x; [Element("df", "filter")] public static int C(int x) => x; }""",
        """[Molecule("m")] public partial class M { [Element("df", "filter")] public static int A(int x) => x; [Element("df", "filter")] public static int A(string x) => 1; }""",
        """[Molecule("m")] public partial class M { [Element("df", "filter")] public static int A(int x) => x; [Compensates("B")] public static void B(int x) { } [Compensates("A")] private static void C(ref int x) { } [Substitutes("A")] public static string D(int x) => ""; }""",
        """[Molecule("m")] public partial class M { [Element("df", "filter")] public static int A(int x) => x; [Compensates("A")] public static void B(Guid x) { } [Substitutes("C")] [Element("df", "filter")] public static int D(Guid x) => 1; }""",
        """[Molecule("m")] public partial class M { [Nested(typeof(M))] public partial void A(); [Nested(typeof(int))] public partial void B(); [Nested(typeof(Missing))] public partial void C(); [Nested(null!)] public partial void D(); }""",
        """[Molecule("n")] public partial class N { [Element("df", "filter")] public static int A(int x) => x; } [Molecule("m")] public partial class M { [Nested(typeof(N))] public partial Task<string> A(int x); }""",
        """[Molecule("n")] public partial class N { [Element("df", "filter")] public static int A(int x) => x; } [Molecule("m")] public partial class M { [Nested(typeof(N))] public partial Task<int> A(string x); }""",
        """[Molecule("m")] public partial class M { [Delay(1)] public void A() { } [Delay(-1)] public partial Task B(int x); [Element("ed", "timer")] public partial Task<int> C(string s); [Element("ed", "signal")] public partial Task<int> D(int x); }""",
        """[Molecule("m")] public partial class M { [Element("xx", "Fil ter")] public static int A(ref int x) => x; [Element("df", "filter")] public static async void B(int x) { } [Element("df", "filter")] static T C<T>(T x) => x; }""",
        """[Molecule("m")] public partial class M : M { [Element("df", "filter")] public static int A(int x) => x; }""",
        """[Molecule("m")] [Molecule("n")] public partial class M { [Element("df", "filter")] [Element("df", "filter")] public static int A(int x) => x; }""",
        """[Molecule("m", Version = "x", TimeoutSeconds = -1)] [IonicBond("A")] [IonicBond(1, 2)] [IonicBond("A", "A", "A")] public partial class M { [Element("df")] public static int A(int x) => x; }""",
    ];

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task Molecule_cut_anywhere_makes_no_rule_throw(string source)
    {
        for (int cut = 0; cut <= Cuts; cut++)
        {
            Compilation compilation = UserProject.Of(source[..(source.Length * cut / Cuts)]).Compile();
            (await AnalyzerRun.Diagnose(compilation)).ShouldNotContain(
                diagnostic => diagnostic.Id.StartsWith("AD", StringComparison.Ordinal), $"cut {cut}");
        }
    }

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task Molecule_without_a_plan_has_an_error(string source)
    {
        UserProject project = UserProject.Of(source);
        CSharpCompilation compilation = project.Compile();
        bool hasPlan = RoslynParts.WithGeneratedCode(compilation, project.ParseOptions)
            .GetSymbolsWithName("M", SymbolFilter.Type).Cast<INamedTypeSymbol>().All(static molecule => !molecule.GetTypeMembers("PacketFlowDefinition").IsEmpty);
        IEnumerable<Diagnostic> said = (await AnalyzerRun.Diagnose(compilation)).Concat(compilation.GetDiagnostics())
            // The generator writes that body.
            .Where(static diagnostic => diagnostic.Id != "CS8795");

        // Contradictory bonds are a warning by default, raised to an error where there can be no plan.
        (hasPlan || said.Any(static diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error || diagnostic.Id == "PKF2003"))
            .ShouldBeTrue(string.Join('\n', said));
    }
}
