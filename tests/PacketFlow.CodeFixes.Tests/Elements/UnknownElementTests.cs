namespace PacketFlow.CodeFixes.Tests.Elements;

[TestsRule("PKF1002")]
public sealed class UnknownElementTests
{
    [Fact]
    public async Task Name_is_corrected() => await FixRun.One(
        "PKF1002",
        """
        public static class Texts
        {
            [Element("df", "trasnform", Priority = 7)]
            public static string Transform(string text) => text;
        }
        """,
        """
        public static class Texts
        {
            [Element("df", "transform", Priority = 7)]
            public static string Transform(string text) => text;
        }
        """);

    [Fact]
    public async Task Name_is_declared_custom() => await FixRun.One(
        "PKF1002",
        """
        public static class Texts
        {
            [Element("df", "transforms", Priority = 7)]
            public static string Transform(string text) => text;
        }
        """,
        """
        public static class Texts
        {
            [Element("df", "transforms", Priority = 7, Custom = true)]
            public static string Transform(string text) => text;
        }
        """,
        "PKF1002.Custom");

    [Fact]
    public async Task Name_that_is_said_not_to_be_custom_is_declared_custom() => await FixRun.One(
        "PKF1002",
        """
        public static class Texts
        {
            [Element("df", "transforms", Custom = false, Priority = 7)]
            public static string Transform(string text) => text;
        }
        """,
        """
        public static class Texts
        {
            [Element("df", "transforms", Custom = true, Priority = 7)]
            public static string Transform(string text) => text;
        }
        """,
        "PKF1002.Custom");

    [Fact]
    public async Task Names_are_corrected_together() => await FixRun.All(
        "PKF1002",
        """
        public static class Texts
        {
            [Element("df", "trasnform")]
            public static string Transform(string text) => text;

            [Element("ed", "notfy")]
            public static void Notify(string text) => Console.WriteLine(text);
        }
        """,
        """
        public static class Texts
        {
            [Element("df", "transform")]
            public static string Transform(string text) => text;

            [Element("ed", "notify")]
            public static void Notify(string text) => Console.WriteLine(text);
        }
        """);
}
