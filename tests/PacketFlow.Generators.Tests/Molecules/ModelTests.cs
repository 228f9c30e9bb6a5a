using System.Reflection;
using PacketFlow.Molecules;

namespace PacketFlow.Generators.Tests.Molecules;

public sealed class ModelTests
{
    [Theory]
    [InlineData("[Delay(2.5)] public static partial Task Step();", "Timer", "None")]
    [InlineData("[Element(\"ed\", \"timer\")] public static partial Task Step(TimeSpan wait);", "Timer", "None")]
    [InlineData("[Element(\"ed\", \"tm\")] public static partial ValueTask Step(DateTimeOffset until);", "Timer", "None")]
    [InlineData("[Element(\"ed\", \"timer\")] public static partial Task Step(int wait);", "Timer", "TimerShape")]
    [InlineData("[Element(\"ed\", \"timer\")] public static partial Task<int> Step(TimeSpan wait);", "Timer", "TimerShape")]
    [InlineData("[Delay(1)] public static partial Task Step(TimeSpan wait);", "Timer", "TimerShape")]
    [InlineData("[Delay(1), Element(\"ed\", \"timer\")] public static Task Step() => Task.CompletedTask;", "Handler", "HasBody")]
    [InlineData("[Element(\"ed\", \"signal\")] public static partial Task<int> Step();", "Signal", "None")]
    [InlineData("[Element(\"ed\", \"signal\")] public static partial Task<int> Step(int payload);", "Signal", "SignalShape")]
    [InlineData("[Element(\"ed\", \"signal\")] public static int Step(int payload) => payload;", "Handler", "None")]
    [InlineData("[Element(\"ed\", \"notify\")] public static partial Task<int> Step(int payload);", "Remote", "None")]
    [InlineData("[Nested(typeof(Inner))] public static partial Task<string> Step(int value);", "Nested", "None")]
    [InlineData("[Nested(typeof(Inner))] public static partial Task Step(int value);", "Nested", "None")]
    [InlineData("[Nested(typeof(Inner))] public static partial Task<string> Step(string value);", "Nested", "NestedInput")]
    [InlineData("[Nested(typeof(Inner))] public static partial Task<int> Step(int value);", "Nested", "NestedOutput")]
    [InlineData("[Nested(typeof(string))] public static partial Task Step(int value);", "Nested", "NestedNotMolecule")]
    [InlineData("[Nested(typeof(Inner))] public static int Step(int value) => value;", "Handler", "HasBody")]
    [InlineData("[Compensates(nameof(Other))] public static void Step(int value, string? text) { }", "Compensation", "None")]
    [InlineData("[Compensates(nameof(Other))] public static void Step(int value, string text) { }", "Compensation", "OutputNotNullable")]
    [InlineData("[Compensates(\"Nobody\")] public static void Step() { }", "Compensation", "UnknownTarget")]
    [InlineData("[Element(\"df\", \"s\"), Substitutes(nameof(Other))] public static string Step(int value) => \"\";", "Substitute", "None")]
    [InlineData("[Element(\"df\", \"s\"), Substitutes(nameof(Other))] public static int Step(int value) => value;", "Substitute", "SubstituteResult")]
    public void Step_is_of_its_kind_and_says_what_is_wrong_with_it(string step, string kind, string problems)
    {
        StepModel model = Parse.Molecule($$"""
            [Molecule("inner")] public static partial class Inner { [Element("df", "i")] public static string I(int value) => ""; }
            [Molecule("m")] public static partial class M { [Element("df", "other")] public static string Other(int value) => ""; {{step}} }
            """).Step("Step");

        model.Kind.ToString().ShouldBe(kind);
        model.Problems.ToString().ShouldBe(problems);
    }

    [Theory]
    [InlineData("""IonicBond("A", "B", When = "Yes")""", "Valid", "None")]
    [InlineData("""IonicBond("A", "B", When = "Nobody")""", "Missing", "None")]
    [InlineData("""IonicBond("A", "B", When = "Instance")""", "NotStatic", "None")]
    [InlineData("""IonicBond("A", "B", When = "Wrong")""", "WrongSignature", "None")]
    [InlineData("""IonicBond("A", "Each", ForEach = true)""", "None", "Valid")]
    [InlineData("""IonicBond("A", "B", ForEach = true)""", "None", "NoParameter")]
    [InlineData("""IonicBond("Each", "B", ForEach = true)""", "None", "NotEnumerable")]
    public void Bond_says_whether_it_can_be_followed(string bond, string when, string forEach)
    {
        BondModel model = Parse.Molecule($$"""
            [Molecule("m")]
            [{{bond}}]
            public partial class M
            {
                [Element("df", "a")] public int[] A(string input) => [];
                [Element("df", "b")] public int B(int[] values) => 0;
                [Element("df", "each")] public int Each(int value) => value;
                private static bool Yes(IReadOnlyList<int> values) => true;
                private bool Instance(int[] values) => true;
                private static int Wrong(int[] values) => 1;
            }
            """).Bonds[0];

        model.WhenState.ToString().ShouldBe(when);
        model.ForEachState.ToString().ShouldBe(forEach);
    }

    [Fact]
    public void Bond_to_a_name_that_is_no_step_leads_outside()
    {
        BondModel bond = Parse.Molecule("""
            [Molecule("m")]
            [IonicBond(nameof(A), nameof(Undo))]
            public static partial class M { [Element("df", "a")] public static int A(int value) => value; [Compensates(nameof(A))] public static void Undo() { } }
            """).Bonds[0];

        (bond.FromStep, bond.ToStep, bond.IsInside).ShouldBe((0, -1, false));
    }

    [Fact]
    public void Result_that_nobody_uses_is_known()
    {
        MoleculeModel molecule = Parse.Molecule("""
            [Molecule("m")]
            [IonicBond(nameof(A), nameof(C))]
            [IonicBond(nameof(B), nameof(C))]
            public static partial class M
            {
                [Element("df", "a")] public static string A(int value) => "";
                [Element("df", "b")] public static long B(int value) => 1;
                [Element("df", "c")] public static int C(string text) => 1;
            }
            """);

        molecule.Steps.Select(static step => step.IsResultIgnored).ShouldBe([false, true, false]);
    }

    [Fact]
    public void Order_of_files_does_not_change_the_model()
    {
        string[] parts =
        [
            """[Molecule("m")] [IonicBond("A", "B")] public static partial class M { [Element("df", "a")] public static int A(int value) => value; }""",
            """[MetallicBond("B", "C")] public static partial class M { [Element("df", "b")] public static int B(int value) => value; [Element("df", "c")] public static int C(int value) => value; }""",
        ];
        UserProject project = UserProject.Of(parts);

        Model(project with { Sources = [.. project.Sources.Reverse()] }).ShouldBe(Model(project));

        static MoleculeModel Model(UserProject project)
        {
            var compilation = project.Compile();
            return MoleculeParser.Parse(compilation.GetTypeByMetadataName("M")!, compilation, default)!;
        }
    }

    [Fact]
    public void Model_is_equal_to_another_of_the_same_source()
    {
        const string source = """[Molecule("m")] public static partial class M { [Element("df", "a")] public static Paid A(Order order) => new(1); }""";

        Parse.Molecule(source).ShouldBe(Parse.Molecule(source));
        Parse.Molecule(source).GetHashCode().ShouldBe(Parse.Molecule(source).GetHashCode());
    }

    [Fact]
    public void Model_holds_nothing_of_the_compiler()
    {
        var seen = new HashSet<Type>();
        var open = new Stack<Type>([typeof(MoleculeModel)]);
        while (open.TryPop(out Type? type))
        {
            if (!seen.Add(type) || type.Namespace == "System")
            {
                continue;
            }

            type.Namespace.ShouldNotBeNull().ShouldNotStartWith("Microsoft", customMessage: type.FullName);
            typeof(Delegate).IsAssignableFrom(type).ShouldBeFalse(type.FullName);
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            {
                open.Push(field.FieldType);
            }

            foreach (Type argument in type.GetGenericArguments())
            {
                open.Push(argument);
            }
        }

        seen.ShouldContain(typeof(InputSource));
    }
}
