using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests;

/// <summary>The code on the rules' pages does what the pages say.</summary>
public sealed class RulePageTests
{
    // What pages whose rule is silent without a setting tell the reader to set.
    private static readonly Dictionary<string, string> PageSettings = new()
    {
        ["packetflow.min_stability"] = "0",
        ["packetflow.max_molecule_steps"] = "8",
    };

    public static TheoryData<string, string> Bad => Code("Bad");

    public static TheoryData<string, string> Good => Code("Good");

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Bad_code_makes_its_rule_fire(string id, string code)
    {
        Compilation compilation = AnalyzerRun.Generate(Project(code) with { Silenced = [] });
        (await AnalyzerRun.Diagnose(compilation, PageSettings)).ShouldContain(diagnostic => diagnostic.Id == id);
    }

    [Theory]
    [MemberData(nameof(Good))]
    public async Task Good_code_is_clean(string id, string code)
    {
        _ = id;
        (await AnalyzerRun.Check(Project(code))).ShouldBeEmpty();
    }

    // Code with a Main is a program that starts a reactor; how it does that is shown on one page alone.
    private static UserProject Project(string code)
    {
        bool isProgram = code.Contains(" Main(", StringComparison.Ordinal);
        return UserProject.Of(code) with { IsProgram = isProgram, ReferencesRuntime = isProgram, Silenced = ["PKF8001", "PKF9005"] };
    }

    private static TheoryData<string, string> Code(string section)
    {
        var data = new TheoryData<string, string>();
        foreach (RulePage page in RulePage.All.Values)
        {
            foreach (string code in page.Code(section))
            {
                data.Add(page.Id, code);
            }
        }

        return data;
    }
}
