namespace PacketFlow.CodeFixes.Tests.Payloads;

[TestsRule("PKF4004")]
public sealed class UndeclaredCasesTests
{
    [Fact]
    public async Task Nested_cases_are_declared_by_one_attribute() => await FixRun.One(
        "PKF4004",
        """
        public static class Shapes
        {
            [Element("df", "area")]
            public static double Area(Shape shape) => 1;
        }

        /// <summary>Kept.</summary>
        public abstract record Shape
        {
            public sealed record Circle(double Radius) : Shape;
        }
        """,
        """
        public static class Shapes
        {
            [Element("df", "area")]
            public static double Area(Shape shape) => 1;
        }

        /// <summary>Kept.</summary>
        [Union]
        public abstract record Shape
        {
            public sealed record Circle(double Radius) : Shape;
        }
        """);

    [Fact]
    public async Task Cases_elsewhere_are_declared_by_name_together() => await FixRun.All(
        "PKF4004",
        """
        public static class Shapes
        {
            [Element("df", "area")]
            public static double Area(Shape shape) => 1;

            [Element("df", "mark")]
            public static int Mark(List<IMark> marks) => marks.Count;
        }

        public abstract record Shape;

        public sealed record Square(double Side) : Shape;

        public sealed record Circle(double Radius) : Shape;

        public interface IMark;

        public sealed record Cross(int Size) : IMark;
        """,
        """
        public static class Shapes
        {
            [Element("df", "area")]
            public static double Area(Shape shape) => 1;

            [Element("df", "mark")]
            public static int Mark(List<IMark> marks) => marks.Count;
        }

        [Union(typeof(Circle)), Union(typeof(Square))]
        public abstract record Shape;

        public sealed record Square(double Side) : Shape;

        public sealed record Circle(double Radius) : Shape;

        [Union(typeof(Cross))]
        public interface IMark;

        public sealed record Cross(int Size) : IMark;
        """);

    [Fact]
    public async Task Type_without_any_case_is_left_to_the_user() => (await FixRun.Titles("PKF4004", """
        public static class Shapes
        {
            [Element("df", "area")]
            public static double Area(IShape shape) => 1;
        }

        public interface IShape;
        """)).ShouldBeEmpty();
}
