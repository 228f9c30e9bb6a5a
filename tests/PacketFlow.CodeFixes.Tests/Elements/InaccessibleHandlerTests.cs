namespace PacketFlow.CodeFixes.Tests.Elements;

[TestsRule("PKF1009")]
public sealed class InaccessibleHandlerTests
{
    [Fact]
    public async Task Private_handler_is_opened() => await FixRun.One(
        "PKF1009",
        """
        public static class Texts
        {
            /// <summary>Kept.</summary>
            [Element("df", "transform")]
            private static string Transform(string text) => text;
        }
        """,
        """
        public static class Texts
        {
            /// <summary>Kept.</summary>
            [Element("df", "transform")]
            internal static string Transform(string text) => text;
        }
        """);

    [Fact]
    public async Task Handler_without_a_modifier_is_opened() => await FixRun.One(
        "PKF1009",
        """
        public static class Texts
        {
            [Element("df", "transform")]
            static string Transform(string text) => text;
        }
        """,
        """
        public static class Texts
        {
            [Element("df", "transform")]
            internal static string Transform(string text) => text;
        }
        """);

    [Fact]
    public async Task File_local_class_is_opened() => await FixRun.One(
        "PKF1009",
        """
        file static class Texts
        {
            [Element("df", "transform")]
            public static string Transform(string text) => text;
        }
        """,
        """
        internal static class Texts
        {
            [Element("df", "transform")]
            public static string Transform(string text) => text;
        }
        """);

    [Fact]
    public async Task All_parts_of_a_private_class_are_opened() => await FixRun.One(
        "PKF1009",
        """
        public static partial class Outer
        {
            private static partial class Texts
            {
                [Element("df", "transform")]
                public static string Transform(string text) => text + Mark;
            }

            private static partial class Texts
            {
                private const string Mark = "!";
            }
        }
        """,
        """
        public static partial class Outer
        {
            internal static partial class Texts
            {
                [Element("df", "transform")]
                public static string Transform(string text) => text + Mark;
            }

            internal static partial class Texts
            {
                private const string Mark = "!";
            }
        }
        """);

    [Fact]
    public async Task Handlers_and_payloads_are_opened_together() => await FixRun.All(
        "PKF1009",
        """
        public class Texts
        {
            [Element("df", "transform")]
            private Result Transform(Request request) => new(request.Text);

            [Element("df", "validate")]
            private bool Validate(Request request) => request.Text.Length > 0;

            private sealed record Request(string Text);

            private protected sealed record Result(string Text);
        }
        """,
        """
        public class Texts
        {
            [Element("df", "transform")]
            internal Result Transform(Request request) => new(request.Text);

            [Element("df", "validate")]
            internal bool Validate(Request request) => request.Text.Length > 0;

            internal sealed record Request(string Text);

            internal sealed record Result(string Text);
        }
        """);

    [Fact]
    public async Task Missing_constructor_is_left_to_the_user() => (await FixRun.Titles("PKF1009", """
        public sealed class Texts
        {
            private Texts()
            {
            }

            [Element("df", "transform")]
            public string Transform(string text) => text;
        }
        """)).ShouldBeEmpty();
}
