using System.Reflection;
using System.Text.RegularExpressions;

namespace PacketFlow;

/// <summary>The directions in which dependencies may point.</summary>
public partial class ArchitectureTests
{
    private static readonly string Root = typeof(ArchitectureTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "RepositoryRoot").Value!;

    [Fact]
    public void Abstractions_reference_the_framework_alone() =>
        References(typeof(Element)).ShouldAllBe(static name => name.StartsWith("System.", StringComparison.Ordinal) || name == "netstandard");

    [Fact]
    public void Runtime_references_no_compiler() =>
        References(typeof(PacketFlowHostExtensions)).ShouldNotContain(static name => name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));

    [Fact]
    public void Runtime_folders_do_not_import_each_other_in_a_circle()
    {
        Dictionary<string, HashSet<string>> imports = Imports(Path.Combine(Root, "src", "PacketFlow.Runtime"));

        foreach (string folder in imports.Keys)
        {
            Reachable(imports, folder).ShouldNotContain(folder, $"{folder} is imported by something that it imports");
        }
    }

    [Fact]
    public void Chemistry_knows_nothing_but_itself()
    {
        string[] foreign = [.. Directory.EnumerateFiles(Path.Combine(Root, "src", "PacketFlow.Abstractions", "Chemistry"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(static file => Using().Matches(File.ReadAllText(file)).Select(static match => match.Groups["name"].Value))
            .Where(static name => !name.StartsWith("System", StringComparison.Ordinal) && !name.StartsWith("PacketFlow.Chemistry", StringComparison.Ordinal))];

        foreign.ShouldBeEmpty();
    }

    private static IEnumerable<string> References(Type type) => type.Assembly.GetReferencedAssemblies().Select(static name => name.Name!);

    private static Dictionary<string, HashSet<string>> Imports(string project) => Directory.EnumerateDirectories(project)
        .Where(static folder => Path.GetFileName(folder) is not ("bin" or "obj"))
        .ToDictionary(
            static folder => Path.GetFileName(folder),
            static folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                .SelectMany(static file => Using().Matches(File.ReadAllText(file)))
                .Select(static match => match.Groups["name"].Value)
                .Where(static name => name.StartsWith("PacketFlow.", StringComparison.Ordinal))
                .Select(static name => name.Split('.')[1])
                .Where(name => name != Path.GetFileName(folder))
                .ToHashSet(StringComparer.Ordinal));

    private static HashSet<string> Reachable(Dictionary<string, HashSet<string>> imports, string start)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var next = new Stack<string>(imports[start]);
        while (next.TryPop(out string? folder))
        {
            if (seen.Add(folder) && imports.TryGetValue(folder, out HashSet<string>? further))
            {
                foreach (string name in further)
                {
                    next.Push(name);
                }
            }
        }

        return seen;
    }

    [GeneratedRegex(@"^using (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Using();
}
