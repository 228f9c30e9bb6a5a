using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Durability;

[TestsRule("PKF5008")]
public sealed class CompensationMissingTests
{
    [Fact]
    public async Task Step_with_an_effect_before_one_that_can_fail_fires()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
            using System.IO;

            [Molecule("report")]
            [IonicBond(nameof(Write), nameof(Publish))]
            public sealed partial class Report
            {
                [Element("cf", "write")]
                public string {|PKF5008:Write|}(string text)
                {
                    File.WriteAllText("report", text);
                    return "report";
                }

                [Element("df", "publish")]
                public string Publish(string path) => path.Trim();
            }
            """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe(
            "Step 'Write' does 'File.WriteAllText', and nothing undoes it when 'Publish' fails: write a method with [Compensates(nameof(Write))]");
    }

    [Fact]
    public async Task Step_with_a_compensation_is_quiet() => await AnalyzerRun.Check("""
        using System.IO;

        [Molecule("report")]
        [IonicBond(nameof(Write), nameof(Publish))]
        public sealed partial class Report
        {
            [Element("cf", "write")]
            public string Write(string text)
            {
                File.WriteAllText("report", text);
                return "report";
            }

            [Compensates(nameof(Write))]
            public void Unwrite(string text) => File.Delete("report" + text.Length);

            [Element("df", "publish")]
            public string Publish(string path) => path.Trim();
        }
        """);

    [Fact]
    public async Task Last_step_and_steps_without_effects_together_is_quiet() => await AnalyzerRun.Check("""
        using System.IO;

        [Molecule("report")]
        [IonicBond(nameof(Read), nameof(Write))]
        public sealed partial class Report
        {
            [Element("df", "read")]
            public string Read(string path) => File.ReadAllText(path);

            [Element("cf", "write")]
            public void Write(string text) => File.WriteAllText("report", text);
        }
        """);
}
