namespace PacketFlow.Generators.Tests.Molecules;

public sealed class PlanTests
{
    [Fact]
    public void Diagram_draws_every_kind_of_bond_its_own_way() => Engine.Run(
        "return M.Mermaid;",
        """
        [Molecule("inner")] public static partial class Inner { [Element("df", "i")] public static int I(int value) => value; }

        [Molecule("m")]
        [IonicBond(nameof(Start), nameof(Each), ForEach = true, When = nameof(Any))]
        [IonicBond(nameof(Start), nameof(end), Reason = "a \"good\" one")]
        [CovalentBond(nameof(Each), nameof(end), Resource = "stock", Exclusive = true)]
        [MetallicBond(nameof(Each), nameof(Wait))]
        [VanDerWaalsBond(nameof(Wait), nameof(Größe))]
        public static partial class M
        {
            [Element("df", "start")] public static int[] Start(int value) => [value];
            [Element("df", "each")] public static partial Task<int> Each(int value);
            [Element("rm", "end")] public static void end() { }
            [Delay(1)] public static partial Task Wait();
            [Nested(typeof(Inner))] public static partial Task<int> Größe(int value);
            [Compensates(nameof(Start))] public static void Undo() { }
            [Element("df", "b"), Substitutes(nameof(Start))] public static int[] Begin(int value) => [];
            private static bool Any(int[] values) => values.Length > 0;
        }
        """).ShouldBe(
        """
        flowchart TD
            Start["Start<br/>df:start"]
            Each(["Each<br/>df:each"])
            step2["end<br/>rm:end"]
            Wait{{"Wait<br/>ed:timer"}}
            step4[["Größe<br/>inner"]]
            Undo["Undo<br/>df:start"]
            Begin["Begin<br/>df:b"]
            Start -->|"Any, for each"| Each
            Start -->|"a #quot;good#quot; one"| step2
            Each ===|"stock"| step2
            Each -.- Wait
            Wait o--o step4
            Undo -. undoes .-> Start
            Begin -. stands in for .-> Start
        """);

    [Theory]
    [InlineData("int A(int", "int A(int", true)]
    [InlineData("\"a\")", "\"a\", TimeoutSeconds = 5)", true)]
    [InlineData("[Element(\"df\", \"a\")] public static int A(int x) => x;", "[Element(\"df\", \"a\")] public static int A(int x) => x + 1;", true)]
    [InlineData("When = nameof(P)", "When = nameof(Q)", false)]
    [InlineData("\"b\"", "\"bb\"", false)]
    [InlineData("int B(int", "long B(int", false)]
    [InlineData("Version = 1", "Version = 2", false)]
    [InlineData("[MetallicBond(nameof(A), nameof(C))]", "", false)]
    public void Fingerprint_covers_what_a_run_depends_on(string before, string after, bool same) =>
        (Fingerprint(Plain) == Fingerprint(Plain.Replace(before, after, StringComparison.Ordinal))).ShouldBe(same);

    [Fact]
    public void Fingerprint_depends_on_the_order_of_declaration_by_which_records_name_steps()
    {
        const string a = """[Element("df", "a")] public static int A(int x) => x;""", c = """[Element("df", "c")] public static int C(int x) => x;""";
        string swapped = Plain.Replace(a, "#", StringComparison.Ordinal).Replace(c, a, StringComparison.Ordinal).Replace("#", c, StringComparison.Ordinal);

        Fingerprint(swapped).ShouldNotBe(Fingerprint(Plain));
    }

    [Theory]
    [InlineData("int Size", "int Size", true)]
    [InlineData("int Size", "long Size", false)]
    [InlineData("int Size", "int? Size", false)]
    [InlineData("int Size", "int Weight", false)]
    [InlineData("Red, Blue", "Red, Green", false)]
    [InlineData("public int Size", "/* the size */ public int Size", true)]
    [InlineData("public int Size { get; init; } public Colour Colour { get; init; }", "public Colour Colour { get; init; } public int Size { get; init; }", true)]
    public void Fingerprint_covers_the_members_of_what_payloads_lead_to(string before, string after, bool same) =>
        (Fingerprint(WithParts) == Fingerprint(WithParts.Replace(before, after, StringComparison.Ordinal))).ShouldBe(same);

    private const string WithParts = """
        public enum Colour { Red, Blue }
        public sealed class Part { public int Size { get; init; } public Colour Colour { get; init; } public Part? Inner { get; init; } }
        public sealed record Order(List<Part> Parts);

        [Molecule("m")]
        public static partial class M
        {
            [Element("df", "a")] public static int A(Order order) => order.Parts.Count;
        }
        """;

    private static string? Fingerprint(string source) => (string?)Engine.Run("return M.Plan.Fingerprint;", source);

    private const string Plain = """
        [Molecule("m", Version = 1)]
        [IonicBond(nameof(A), nameof(B), When = nameof(P))]
        [MetallicBond(nameof(A), nameof(C))]
        public static partial class M
        {
            [Element("df", "a")] public static int A(int x) => x;
            [Element("df", "b")] public static int B(int x) => x;
            [Element("df", "c")] public static int C(int x) => x;
            private static bool P(int x) => true;
            private static bool Q(int x) => true;
        }
        """;
}
