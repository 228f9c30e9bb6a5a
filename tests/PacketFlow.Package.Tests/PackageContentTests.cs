using System.IO.Compression;

namespace PacketFlow.Packages;

/// <summary>What is in the packages.</summary>
[Collection("Packages")]
public sealed class PackageContentTests(PackedPackages packages)
{
    [Fact]
    public void Each_package_has_its_readme_and_its_documentation()
    {
        string[] files = Directory.GetFiles(packages.Folder, "*.nupkg");

        files.Select(Path.GetFileName).ShouldBe(
            [$"PacketFlow.{PackedPackages.Version}.nupkg", $"PacketFlow.Abstractions.{PackedPackages.Version}.nupkg", $"PacketFlow.Runtime.{PackedPackages.Version}.nupkg",
             $"PacketFlow.Sqlite.{PackedPackages.Version}.nupkg", $"PacketFlow.PostgreSql.{PackedPackages.Version}.nupkg", $"PacketFlow.Testing.{PackedPackages.Version}.nupkg"],
            ignoreOrder: true);
        foreach (string file in files)
        {
            using ZipArchive package = ZipFile.OpenRead(file);
            string[] entries = [.. package.Entries.Select(static entry => entry.FullName)];
            entries.ShouldContain("README.md", file);
            foreach (string library in entries.Where(static entry => entry.StartsWith("lib/", StringComparison.Ordinal) && entry.EndsWith(".dll", StringComparison.Ordinal)))
            {
                entries.ShouldContain(Path.ChangeExtension(library, ".xml"));
            }
        }
    }

    [Fact]
    public void Abstractions_bring_generators_analyzers_and_fixes_once()
    {
        using ZipArchive package = ZipFile.OpenRead(Path.Combine(packages.Folder, $"PacketFlow.Abstractions.{PackedPackages.Version}.nupkg"));

        package.Entries.Select(static entry => entry.FullName).Where(static entry => entry.StartsWith("analyzers/", StringComparison.Ordinal)).ShouldBe(
            ["analyzers/dotnet/cs/PacketFlow.Generators.dll", "analyzers/dotnet/cs/PacketFlow.Analyzers.dll", "analyzers/dotnet/cs/PacketFlow.CodeFixes.dll"],
            ignoreOrder: true);
    }
}
