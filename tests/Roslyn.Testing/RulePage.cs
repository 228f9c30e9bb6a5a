using System.Text.RegularExpressions;

namespace PacketFlow.Testing;

/// <summary>A page of docs/diagnostics: its title line, whether a fix is offered, and its sections.</summary>
internal sealed partial record RulePage(string Id, string Title, string Severity, bool HasFix, IReadOnlyDictionary<string, string> Sections)
{
    private static readonly string Folder = Path.Combine(References.Path("RepoRoot"), "docs", "diagnostics");

    /// <summary>The pages there are, by id.</summary>
    public static IReadOnlyDictionary<string, RulePage> All { get; } = Directory.EnumerateFiles(Folder, "PKF*.md")
        .Order(StringComparer.Ordinal)
        .Select(static path => Parse(Path.GetFileNameWithoutExtension(path), File.ReadAllText(path)))
        .ToDictionary(static page => page.Id);

    /// <summary>The list of all pages.</summary>
    public static string Index => File.ReadAllText(Path.Combine(Folder, "README.md"));

    /// <summary>Its line in the list of pages.</summary>
    public string IndexLine => $"| [{Id}]({Id}.md) | {Title} | {Severity} | {(HasFix ? "✔" : "")} |";

    /// <summary>The C# in a section; each piece is a project of its own.</summary>
    public IEnumerable<string> Code(string section) =>
        CodeBlock().Matches(Sections[section]).Select(static block => block.Groups["code"].Value);

    private static RulePage Parse(string id, string text)
    {
        Match head = Head().Match(text);
        head.Success.ShouldBeTrue($"{id}.md starts with '# {id}: Title' and a line that says its severity and its fix.");
        head.Groups["id"].Value.ShouldBe(id);
        string[] sections = text.Split("\n## ")[1..];
        return new RulePage(
            id,
            head.Groups["title"].Value,
            head.Groups["severity"].Value,
            head.Groups["fix"].Success,
            sections.ToDictionary(static section => section[..section.IndexOf('\n')], static section => section[section.IndexOf('\n')..]));
    }

    [GeneratedRegex(@"\A# (?<id>PKF\d{4}): (?<title>.+)\n\n(?<severity>Error|Warning|Info|Hidden)\.(?<fix> Has a fix\.)?\n")]
    private static partial Regex Head();

    [GeneratedRegex(@"```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
