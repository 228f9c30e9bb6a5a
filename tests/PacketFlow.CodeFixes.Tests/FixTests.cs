using System.Reflection;
using Microsoft.CodeAnalysis.CodeFixes;

namespace PacketFlow.CodeFixes.Tests;

/// <summary>Each fix has all that a fix must have.</summary>
public sealed class FixTests
{
    private static readonly CodeFixProvider[] Fixes =
        [.. RoslynParts.Create<CodeFixProvider>("PacketFlow.CodeFixes", typeof(ExportCodeFixProviderAttribute))];

    private static readonly ILookup<string, MethodInfo> Tests = typeof(FixTests).Assembly.GetTypes()
        .SelectMany(static type => type.GetCustomAttributes<TestsRuleAttribute>(), static (type, rule) => (rule.Id, type))
        .SelectMany(static pair => pair.type.GetMethods(), static (pair, method) => (pair.Id, method))
        .ToLookup(static pair => pair.Id, static pair => pair.method);

    public static TheoryData<string> Ids => [.. Fixes.SelectMany(static fix => fix.FixableDiagnosticIds).Distinct()];

    [Fact]
    public void Pages_that_promise_a_fix_are_those_of_the_rules_that_have_one() =>
        RulePage.All.Values.Where(static page => page.HasFix).Select(static page => page.Id)
            .ShouldBe(Ids.Select(static row => row.Data).Order(StringComparer.Ordinal));

    [Fact]
    public void Fixes_have_names_of_their_own() =>
        Fixes.Select(static fix => fix.GetType().GetCustomAttribute<ExportCodeFixProviderAttribute>()!.Name)
            .ShouldBe(Fixes.Select(static fix => fix.GetType().Name));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Fix_is_tested_alone_and_for_all_together(string id)
    {
        Tests[id].ShouldContain(method => method.DeclaringType!.IsDefined(typeof(TestsRuleAttribute)) && !method.Name.EndsWith("_together"));
        Tests[id].ShouldContain(method => method.Name.EndsWith("_together"));
    }
}
