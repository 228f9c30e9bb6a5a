using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Molecules;

[TestsRule("PKF2001")]
public sealed class CyclicBondsTests
{
    [Fact]
    public async Task Cycle_of_three_fires_once_with_its_whole_path()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Validate), nameof(Compute))]
        [IonicBond(nameof(Compute), nameof(Save))]
        [IonicBond(nameof(Save), nameof(Validate))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int Validate(string text) => text.Length;
            [Element("df", "transform")] public static long {|PKF2001:Compute|}(int length) => length;
            [Element("df", "consume")] public static string Save(long value) => value.ToString();
        }
        """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("The ionic bonds of 'orders' form a cycle, so that none of its steps can ever start: Compute -> Save -> Validate -> Compute; remove one of these bonds or make it metallic");
    }

    [Fact]
    public async Task Cycle_has_each_of_its_bonds_as_an_additional_location()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
            [Molecule("orders")]
            [IonicBond(nameof(A), nameof(B))]
            [IonicBond(nameof(B), nameof(A))]
            [IonicBond(nameof(B), nameof(C))]
            public sealed partial class Orders
            {
                [Element("df", "validate")] public static int {|PKF2001:A|}(string text) => text.Length;
                [Element("df", "transform")] public static string B(int length) => length.ToString();
                [Element("df", "consume")] public static void C(string text) => _ = text;
            }
            """)).ShouldHaveSingleItem();

        diagnostic.AdditionalLocations.Select(static place => place.SourceTree!.ToString().Substring(place.SourceSpan.Start, place.SourceSpan.Length))
            .ShouldBe(["IonicBond(nameof(A), nameof(B))", "IonicBond(nameof(B), nameof(A))"]);
    }

    [Fact]
    public async Task Cycle_in_each_of_two_knots_fires_twice() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [IonicBond(nameof(B), nameof(A))]
        [IonicBond(nameof(C), nameof(D))]
        [IonicBond(nameof(D), nameof(C))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int {|PKF2001:A|}(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
            [Element("df", "validate")] public static int {|PKF2001:C|}(string text) => text.Length;
            [Element("df", "transform")] public static string D(int length) => length.ToString();
        }
        """);

    [Fact]
    public async Task Cycle_through_a_nested_molecule_fires_with_the_steps_inside()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
        [Molecule("payment")]
        [IonicBond(nameof(Charge), nameof(Book))]
        public sealed partial class Payment
        {
            [Element("df", "transform")] public static int Charge(string order) => order.Length;
            [Element("df", "consume")] public static void Book(int amount) => _ = amount;
        }

        [Molecule("orders")]
        [IonicBond(nameof(Check), nameof(Pay))]
        [IonicBond(nameof(Pay), nameof(Ship))]
        [IonicBond(nameof(Ship), nameof(Check))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static string {|PKF2001:Check|}(string order) => order;
            [Nested(typeof(Payment))] partial void Pay(string order);
            [Element("df", "consume")] public static string Ship() => "";
        }
        """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("The ionic bonds of 'orders' form a cycle, so that none of its steps can ever start: Check -> Pay.Charge -> Pay.Book -> Ship -> Check; remove one of these bonds or make it metallic");
    }

    [Fact]
    public async Task Cycle_through_three_assemblies_fires_with_the_steps_of_all()
    {
        GeneratorRun books = GeneratorRun.Of(UserProject.Of("""
            [Molecule("ledger")]
            [IonicBond(nameof(Open), nameof(Write))]
            public sealed partial class Ledger
            {
                [Element("df", "produce")] internal static int Open(int amount) => amount;
                [Element("df", "consume")] internal static void Write(int amount) => _ = amount;
            }
            """) with { AssemblyName = "Books" });
        GeneratorRun payments = GeneratorRun.Of(UserProject.Of("""
            [Molecule("payment")]
            [IonicBond(nameof(Charge), nameof(Book))]
            public sealed partial class Payment
            {
                [Element("df", "transform")] internal static int Charge(string order) => order.Length;
                [Nested(typeof(Ledger))] public partial void Book(int amount);
            }
            """) with { AssemblyName = "Payments", References = [books.ToReference()] });
        UserProject shop = UserProject.Of("""
            [Molecule("orders")]
            [IonicBond(nameof(Check), nameof(Pay))]
            [IonicBond(nameof(Pay), nameof(Check))]
            public sealed partial class Orders
            {
                [Element("df", "validate")] public static string {|PKF2001:Check|}(string order) => order;
                [Nested(typeof(Payment))] private partial void Pay(string order);
            }
            """) with { References = [payments.ToReference(), books.ToReference()] };

        Diagnostic diagnostic = (await AnalyzerRun.Check(shop)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldContain("Check -> Pay.Charge -> Pay.Book.Open -> Pay.Book.Write -> Check");
    }

    [Fact]
    public async Task Cycle_spread_over_two_files_fires_in_the_file_of_the_step() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [IonicBond("B", "A")]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int {|PKF2001:A|}(string text) => text.Length;
        }
        """, """
        public sealed partial class Orders
        {
            [Element("df", "transform")] public static string B(int length) => length.ToString();
        }
        """);

    [Fact]
    public async Task Diamond_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [IonicBond(nameof(A), nameof(C))]
        [IonicBond(nameof(B), nameof(D))]
        [IonicBond(nameof(C), nameof(D))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
            [Element("df", "transform")] public static long C(int length) => length;
            [Element("df", "aggregate")] public static string D(string text, long value) => text + value;
        }
        """);

    [Fact]
    public async Task Cycle_closed_by_other_kinds_of_bonds_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [VanDerWaalsBond(nameof(B), nameof(A))]
        [CovalentBond(nameof(B), nameof(A), Resource = "ledger", Exclusive = true)]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
        }
        """);

    [Fact]
    public async Task Nested_molecule_of_a_referenced_assembly_is_quiet()
    {
        GeneratorRun payments = GeneratorRun.Of(UserProject.Of("""
            [Molecule("payment")]
            public sealed partial class Payment
            {
                [Element("df", "transform")] public static int Charge(string order) => order.Length;
            }
            """) with { AssemblyName = "Payments" });

        await AnalyzerRun.Check(UserProject.Of("""
            [Molecule("orders")]
            [IonicBond(nameof(Check), nameof(Pay))]
            [IonicBond(nameof(Pay), nameof(Ship))]
            public sealed partial class Orders
            {
                [Element("df", "validate")] public static string Check(string order) => order;
                [Nested(typeof(Payment))] public partial Task<int> Pay(string order);
                [Element("df", "consume")] public static void Ship(int amount) => _ = amount;
            }
            """) with { References = [payments.ToReference()] });
    }

    [Fact]
    public async Task Nested_molecule_between_two_steps_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("payment")]
        public sealed partial class Payment
        {
            [Element("df", "transform")] public static void Charge(string order) => _ = order;
        }

        [Molecule("orders")]
        [IonicBond(nameof(Check), nameof(Pay))]
        [IonicBond(nameof(Pay), nameof(Ship), Reason = "nothing is shipped unpaid")]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static string Check(string order) => order;
            [Nested(typeof(Payment))] partial void Pay(string order);
            [Element("df", "consume")] public static string Ship() => "";
        }
        """);
}
