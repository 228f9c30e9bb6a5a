using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Types;

[TestsRule("PKF3001")]
public sealed class TypeMismatchTests
{
    [Fact]
    public async Task Result_that_does_not_fit_fires_at_the_bond()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
        [Molecule("orders")]
        [{|PKF3001:IonicBond(nameof(Read), nameof(Save))|}]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static Guid Read(string path) => Guid.Parse(path);
            [Element("df", "consume")] public static bool Save(int length) => length > 0;
        }
        """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("'Read' gives Guid, but 'Save' needs int for 'length': put a step between them that makes one of the other, or change one of the types");
    }

    [Fact]
    public async Task From_that_does_not_fit_fires_at_the_parameter() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(Save), Reason = "first read")]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static Guid Read(string path) => Guid.Parse(path);
            [Element("df", "consume")] public static bool Save([From(nameof(Read))] int {|PKF3001:length|}) => length > 0;
        }
        """);

    [Fact]
    public async Task ForEach_over_one_value_fires() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(Save), ForEach = {|PKF3001:true|})]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static int Read(string path) => path.Length;
            [Element("df", "consume")] public static bool Save(int length) => length > 0;
        }
        """);

    [Fact]
    public async Task Results_that_fit_by_conversion_is_quiet() => await AnalyzerRun.Check("""
        public interface IOrder;

        public sealed record Order(int Id) : IOrder;

        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(Save))]
        [IonicBond(nameof(Read), nameof(Count))]
        [IonicBond(nameof(Count), nameof(Show))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static Task<Order> Read(int id, CancellationToken cancellationToken) => Task.FromResult(new Order(id));
            [Element("df", "consume")] public static bool Save(Order? order) => order is null;
            [Element("df", "aggregate")] public static int Count(Order order) => order.Id;
            [Element("df", "consume")] public static bool Show(long? count) => count > 0;
        }
        """);

    [Fact]
    public async Task ForEach_over_items_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(Check), ForEach = true)]
        [IonicBond(nameof(Check), nameof(Sum))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static List<string> Read(string path) => [path];
            [Element("df", "validate")] public static int Check(string text) => text.Length;
            [Element("df", "aggregate")] public static int Sum(int[] lengths) => lengths.Length;
        }
        """);
}
