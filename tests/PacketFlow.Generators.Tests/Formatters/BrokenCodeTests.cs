using Microsoft.CodeAnalysis;

namespace PacketFlow.Generators.Tests.Formatters;

/// <summary>User code in any state of being typed never makes the generator throw.</summary>
public sealed class BrokenCodeTests
{
    private const string Whole = """
        [PacketContract, Obsolete]
        public partial record Order<T>([property: Field("x")] string Id, int? Count = 3, params T[] Items) : Base<Order<T>>, IDisposable
            where T : notnull
        {
            public required List<(int A, string? B)> Lines { get; init; } = [];
            public Dictionary<Kind, Order<T>?> Map = new() { };
            [Field("kind")] public Kind Kind { get; private set; }
        }
        [PacketContract] public class Closed { public Order<int>? Order { get; set; } public Shape Shape { get; set; } = null!; }
        [Union(typeof(Circle), "c")] public abstract class Shape { public class Circle : Shape { public Circle(double r) { R = r; } public double R { get; } } }
        public enum Kind : byte { [Field("r")] Red = 1, Blue = Red << 1 }
        """;

    [Theory]
    [InlineData("[PacketContract] public class A : B { } public class B : A { }")]
    [InlineData("[PacketContract] public class A : A { public A X; }")]
    [InlineData("[PacketContract] public struct A { public A X; }")]
    [InlineData("[PacketContract] public class A { public Missing X { get; set; } public List<Missing> Y; public Missing[] Z; }")]
    [InlineData("[PacketContract] public class A : Missing { }")]
    [InlineData("[PacketContract] public class A { public int X { get; set; } public int X { get; set; } }")]
    [InlineData("[PacketContract] public class A { } [PacketContract] public class A { }")]
    [InlineData("[PacketContract] public class A { [Field] public int X; [Field(null)] public int Y; [Field(1)] public int Z; [Field(\"\")] public int W; }")]
    [InlineData("[Union(null), PacketContract] public abstract class A { }")]
    [InlineData("[Union(typeof()), PacketContract] public abstract class A { }")]
    [InlineData("[Union(typeof(A)), PacketContract] public abstract class A { }")]
    [InlineData("[Union(typeof(List<>)), PacketContract] public abstract class A { }")]
    [InlineData("[Union(typeof(int[])), PacketContract] public interface A { }")]
    [InlineData("[Union(typeof(B<>)), PacketContract] public interface A { } public class B<T> : A { }")]
    [InlineData("[PacketContract] public record A(A B);")]
    [InlineData("[PacketContract] public record A(int X, int X);")]
    [InlineData("[PacketContract] public record A(int , string);")]
    [InlineData("[PacketContract] public enum A : string { B }")]
    [InlineData("[PacketContract] public enum A { B = \"x\", , C }")]
    [InlineData("[PacketContract] public enum A { B = C, C = B }")]
    [InlineData("[PacketContract] public delegate void A();")]
    [InlineData("[PacketContract] public void M() { }")]
    [InlineData("[PacketContract]")]
    [InlineData("[PacketContract] public class { }")]
    [InlineData("[PacketContract] public class A { public (int, ) X; public int? ? Y; public int[ Z; }")]
    [InlineData("[PacketContract] public class A { public required int X { set; } public int Y { init; } public int Z { get; init; set; } }")]
    [InlineData("[PacketContract] public class A(ref int x, out int y) { public int X => x; }")]
    [InlineData("[PacketContract] public class A(int x = \"\") { public int X { get; } = x; }")]
    [InlineData("[PacketContract] public class A(Kind k = (Kind)99) { public Kind K { get; } = k; } public enum Kind { }")]
    [InlineData("[PacketContract] public record A([Field(\"\\ud800\")] int X);")]
    [InlineData("namespace System { [PacketContract] public class Guid { public int A { get; set; } } }")]
    [InlineData("namespace PacketFlow.Generated { [PacketContract] public class A { public int B { get; set; } } }")]
    public void Broken_or_odd_code_does_not_throw(string source) => Generate(source);

    [Fact]
    public void Code_cut_off_anywhere_does_not_throw()
    {
        for (int length = 0; length < Whole.Length; length += Whole.Length / 120)
        {
            Generate(Whole[..length]);
        }
    }

    private static void Generate(string source)
    {
        GeneratorRunResult result = GeneratorRun.Of(source).Result;
        result.GeneratedSources.ShouldAllBe(
            static generated => !generated.SyntaxTree.GetDiagnostics(CancellationToken.None).Any(), $"every file parses, for {source}");
    }
}
