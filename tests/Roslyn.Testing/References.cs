using System.Reflection;
using Microsoft.CodeAnalysis;

namespace PacketFlow.Testing;

/// <summary>What a user's project references.</summary>
internal static class References
{
    /// <summary>The framework's assemblies.</summary>
    public static IReadOnlyList<MetadataReference> Framework { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(System.IO.Path.PathSeparator)
            .Where(static path => System.IO.Path.GetDirectoryName(path) == System.IO.Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>PacketFlow.Abstractions, as users reference it.</summary>
    public static MetadataReference Abstractions { get; } = MetadataReference.CreateFromFile(Path("AbstractionsPath"));

    /// <summary>PacketFlow.Runtime.</summary>
    public static MetadataReference Runtime { get; } = MetadataReference.CreateFromFile(Path("RuntimePath"));

    /// <summary>The file of an assembly that this program was built beside.</summary>
    public static string Path(string key) => typeof(References).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
