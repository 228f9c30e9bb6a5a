using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Types;

[TestsRule("PKF3002")]
public sealed class NullableIntoNonNullableTests
{
    [Fact]
    public async Task Null_that_is_not_expected_fires()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Find), nameof(Check))]
        public sealed partial class Orders
        {
            [Element("df", "filter")] public static string? Find(string path) => path.Length == 0 ? null : path;
            [Element("df", "validate")] public static int Check(string {|PKF3002:text|}) => text.Length;
        }
        """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("What 'Find' gives may be null, but 'text' of 'Check' expects none: let the parameter be string?, or let 'Check' run only under a condition (When) that excludes null");
    }

    [Fact]
    public async Task Null_that_is_expected_or_excluded_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Find), nameof(Check))]
        [IonicBond(nameof(Find), nameof(Show), When = nameof(IsFound))]
        public sealed partial class Orders
        {
            [Element("df", "filter")] public static string? Find(string path) => path.Length == 0 ? null : path;
            [Element("df", "validate")] public static int Check(string? text) => text?.Length ?? 0;
            [Element("df", "consume")] public static void Show(string text) => _ = text;
            private static bool IsFound(string? text) => text is not null;
        }
        """);

    [Fact]
    public async Task Types_of_code_without_nullable_annotations_is_quiet() => await AnalyzerRun.Check(UserProject.Of("""
        [Molecule("orders")]
        [IonicBond(nameof(Find), nameof(Check))]
        public sealed partial class Orders
        {
            [Element("df", "filter")] public static string Find(string path) => path;
            [Element("df", "validate")] public static int Check(string text) => text.Length;
        }
        """) with { Nullable = false });
}
