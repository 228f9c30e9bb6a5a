using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace PacketFlow.Hosting;

/// <summary>The page of the configuration says what the code does.</summary>
public class ConfigurationDocTests
{
    [Fact]
    public void Every_key_is_documented_with_its_default_and_range_and_no_other()
    {
        string[] expected = [.. Keys().Select(static key => $"| `PacketFlow:{key.Path}` | {key.Default} | {key.Allowed} |")];

        string[] documented = [.. Doc("configuration.md").Where(static line => line.StartsWith("| `PacketFlow:", StringComparison.Ordinal))];

        documented.Select(static line => line[..(line[..^1].LastIndexOf('|') + 1)].TrimEnd()).Order(StringComparer.Ordinal)
            .ShouldBe(expected.Order(StringComparer.Ordinal));
        documented.ShouldAllBe(static line => HasEffect(line));
    }

    [Fact]
    public void Every_missing_part_is_documented_and_no_other() =>
        Doc("configuration.md").Where(static line => line.StartsWith("- `PacketFlow:", StringComparison.Ordinal))
            .ShouldBe(AbsentParts.All.Select(static part =>
                $"- `PacketFlow:{part.Path}`{(part.Value is { } value ? $" = `{value}`" : "")} needs {part.Part}."));

    internal static string[] Doc(string name) => File.ReadAllLines(Path.Combine(
        typeof(ConfigurationDocTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static attribute => attribute.Key == "RepositoryRoot").Value!,
        "docs", name));

    private static bool HasEffect(string line) => line.Split('|')[4].Trim().Length > 0;

    private static IEnumerable<OptionKey> Keys()
    {
        // A list is asked for its items' keys only where it has items.
        var reader = new OptionsReader(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("PacketFlow:Reactors:0:id", (string?)"1")]).Build());
        PacketFlowOptions.Read(reader);
        return reader.Asked.Values;
    }
}
