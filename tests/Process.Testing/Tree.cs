using System.Reflection;

namespace PacketFlow.Testing;

/// <summary>Where this tree is and how it was built.</summary>
internal static class Tree
{
    public static string Root => Metadata("RepositoryRoot");

    public static string Configuration => Metadata("BuildConfiguration");

    public static string Version => Metadata("PackageVersion");

    private static string Metadata(string key) => typeof(Tree).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
