using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Payloads;

[TestsRule("PKF4004")]
public sealed class UndeclaredCasesTests
{
    [Fact]
    public async Task Abstract_payload_without_cases_fires_at_the_member_that_leads_to_it()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
            public static class Shapes
            {
                [Element("df", "area")]
                public static double Area(Drawing drawing) => drawing.Shapes.Count;
            }

            public sealed record Drawing(List<Shape> {|PKF4004:Shapes|});

            public abstract record Shape;

            public sealed record Circle(double Radius) : Shape;
            """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("'Shape' of 'Drawing.Shapes[]' may be of any derived type, and nobody could tell which: "
            + "declare its cases with [Union]");
    }

    [Fact]
    public async Task Interface_fires_where_the_handler_names_it() => await AnalyzerRun.Check("""
        public static class Shapes
        {
            [Element("df", "area")]
            public static double Area({|PKF4004:IShape|} shape) => shape.Area;
        }

        public interface IShape
        {
            double Area { get; }
        }
        """);

    [Fact]
    public async Task Case_that_is_none_fires() => await AnalyzerRun.Check("""
        public static class Shapes
        {
            [Element("df", "area")]
            public static double Area({|PKF4004:Shape|} shape) => 1;
        }

        [Union(typeof(Circle))]
        [Union(typeof(Order))]
        public abstract record Shape;

        public sealed record Circle(double Radius) : Shape;

        public sealed record Order(int Id);
        """);

    [Fact]
    public async Task Union_is_quiet() => await AnalyzerRun.Check("""
        public static class Shapes
        {
            [Element("df", "area")]
            public static double Area(Shape shape, CancellationToken cancellationToken) => 1;

            [Element("df", "first_area")]
            public static double FirstArea(IEnumerable<IMark> marks) => 1;
        }

        [Union]
        public abstract record Shape
        {
            public sealed record Circle(double Radius) : Shape;

            public sealed record Square(double Side) : Shape;
        }

        [Union(typeof(Cross), "x")]
        public interface IMark;

        public sealed record Cross(int Size) : IMark;
        """);
}
