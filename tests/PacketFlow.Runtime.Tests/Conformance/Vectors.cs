using System.Reflection;
using System.Text.Json.Nodes;

namespace PacketFlow.Conformance;

/// <summary>The vectors that nobody here wrote.</summary>
internal static class Vectors
{
    public static JsonNode Read(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(
        typeof(Vectors).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static attribute => attribute.Key == "RepositoryRoot").Value!,
        "tests", "conformance", name)))!;
}
