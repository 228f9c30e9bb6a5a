namespace PacketFlow.CodeFixes.Tests.Durability;

[TestsRule("PKF5008")]
public sealed class CompensationMissingTests
{
    [Fact]
    public async Task Compensation_is_added_behind_its_step() => await FixRun.One("PKF5008", Source(""), Source("""


            [Compensates(nameof(Write))]
            public void UndoWrite(string text) => throw new System.NotImplementedException();
        """));

    [Fact]
    public async Task Compensations_are_added_together() => await FixRun.All("PKF5008", Twice("", ""), Twice(
        """


            [Compensates(nameof(Write))]
            public void UndoWrite(string text) => throw new System.NotImplementedException();
        """,
        """


            [Compensates(nameof(Sign))]
            public void UndoSign(string path) => throw new System.NotImplementedException();
        """));

    private static string Source(string compensation) => $$"""
        using System.IO;

        [Molecule("report")]
        [IonicBond(nameof(Write), nameof(Announce))]
        public sealed partial class Report
        {
            [Element("cf", "write_report")]
            public async Task<string> Write(string text, AtomContext context, CancellationToken ct)
            {
                await File.WriteAllTextAsync(context.Id, text, ct);
                return text;
            }{{compensation}}

            [Element("df", "announcement")]
            public string Announce(string path) => path;
        }
        """;

    private static string Twice(string first, string second) => $$"""
        using System.IO;

        [Molecule("report")]
        [IonicBond(nameof(Write), nameof(Sign))]
        [IonicBond(nameof(Sign), nameof(Announce))]
        public sealed partial class Report
        {
            [Element("cf", "write_report")]
            public string Write(string text)
            {
                File.WriteAllText("report", text);
                return "report";
            }{{first}}

            [Element("cf", "sign_report")]
            public string Sign(string path)
            {
                File.AppendAllText(path, "signed");
                return path;
            }{{second}}

            [Element("df", "announcement")]
            public string Announce(string path) => path;
        }
        """;
}
