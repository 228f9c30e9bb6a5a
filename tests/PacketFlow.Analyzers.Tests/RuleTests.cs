using System.Reflection;
using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests;

/// <summary>Each rule has all that a rule must have.</summary>
public sealed class RuleTests
{
    private static readonly Dictionary<string, DiagnosticDescriptor> Rules = RoslynParts.Analyzers
        .SelectMany(static analyzer => analyzer.SupportedDiagnostics)
        .DistinctBy(static rule => rule.Id)
        .ToDictionary(static rule => rule.Id);

    private static readonly ILookup<string, MethodInfo> Tests = typeof(RuleTests).Assembly.GetTypes()
        .SelectMany(static type => type.GetCustomAttributes<TestsRuleAttribute>(), static (type, rule) => (rule.Id, type))
        .SelectMany(static pair => pair.type.GetMethods(), static (pair, method) => (pair.Id, method))
        .ToLookup(static pair => pair.Id, static pair => pair.method);

    public static TheoryData<string> Ids => [.. Rules.Keys];

    [Fact]
    public void Release_file_lists_the_rules_there_are()
    {
        IEnumerable<string> lines = Rules.Values.OrderBy(static rule => rule.Id, StringComparer.Ordinal)
            .Select(static rule => $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}");
        string file = Path.Combine(References.Path("RepoRoot"), "src", "PacketFlow.Analyzers", "AnalyzerReleases.Unshipped.md");

        File.ReadLines(file).Where(static line => line.StartsWith("PKF", StringComparison.Ordinal)).ShouldBe(lines);
    }

    [Fact]
    public void Every_id_has_a_rule_or_is_said_by_the_build()
    {
        string[] ids = [.. Assembly.Load("PacketFlow.Analyzers").GetType("PacketFlow.DiagnosticIds", throwOnError: true)!.GetFields()
            .Select(static field => (string)field.GetRawConstantValue()!)];

        ids.ShouldBeUnique();
        ids.Except(Rules.Keys).ShouldBe(["PKF8009", "PKF9001"]);
        RulePage.All.Keys.Order(StringComparer.Ordinal).ShouldBe(ids.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void List_of_pages_has_a_line_for_each_page() =>
        RulePage.Index.Split('\n').Where(static line => line.StartsWith("| [PKF", StringComparison.Ordinal))
            .ShouldBe(RulePage.All.Values.Select(static page => page.IndexLine));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_has_a_page_that_agrees_with_it(string id)
    {
        RulePage page = RulePage.All[id];

        page.Title.ShouldBe(Rules[id].Title.ToString(null));
        page.Severity.ShouldBe(Rules[id].DefaultSeverity.ToString());
        page.Sections.Keys.ShouldBe(["What", "Why", "Bad", "Good", "Suppress"]);
        Rules[id].HelpLinkUri.ShouldEndWith($"/docs/diagnostics/{id}.md");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_has_a_test_that_makes_it_fire_and_one_that_keeps_it_quiet(string id)
    {
        Tests[id].ShouldContain(method => method.Name.Contains("_fire"));
        Tests[id].ShouldContain(method => method.Name.Contains("_quiet"));
    }
}
