using System.Reflection;

namespace PacketFlow.Bench;

/// <summary>Where the benchmark's programs are.</summary>
internal static class Programs
{
    public static string Bench => typeof(Programs).Assembly.Location;

    public static string Server => Built("PacketFlow.Bench.Server");

    public static string Project(string name) => Path.Combine(Metadata("RepositoryRoot"), "benchmarks", name);

    private static string Built(string name) => Path.Combine(Project(name), "bin", Metadata("BuildConfiguration"), "net10.0", name + ".dll");

    private static string Metadata(string key) => typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
