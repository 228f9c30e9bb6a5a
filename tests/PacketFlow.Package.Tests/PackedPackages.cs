namespace PacketFlow.Packages;

/// <summary>The packages of this build in a folder, and fresh projects outside the tree that use them.</summary>
public sealed class PackedPackages : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("packetflow-packages-").FullName;

    /// <summary>Packs everything once.</summary>
    public PackedPackages()
    {
        Directory.CreateDirectory(Folder);
        (int exitCode, string output) = Dotnet.Run(
            Tree.Root, Dotnet.PackageCache, "pack", "PacketFlow.sln", "--no-build", "--nologo", "-c", Tree.Configuration, "-o", Folder);
        exitCode.ShouldBe(0, output);
    }

    /// <summary>Where the packages are.</summary>
    public string Folder => Path.Combine(_root, "packages");

    /// <summary>The version of all of them.</summary>
    public static string Version => Tree.Version;

    private string Cache => Path.Combine(_root, "cache");

    /// <summary>A fresh project that references PacketFlow, with extra lines for the project file.</summary>
    public string Project(string name, string program, string extra = "")
    {
        string folder = Path.Combine(_root, name);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="PacketFlow" Version="{Version}" />
              </ItemGroup>
              {extra}
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), program);
        return folder;
    }

    /// <summary>
    /// A fresh project made by the README's own commands. Only where it writes an empty nuget.config, this one has what is not ours from what
    /// this machine has already, and no other source.
    /// </summary>
    public string ProjectOfReadme(string program)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_root, "tree")).FullName;
        foreach (string command in File.ReadLines(Path.Combine(Tree.Root, "README.md"))
            .SkipWhile(static line => !line.StartsWith("dotnet pack ", StringComparison.Ordinal)).Skip(1).TakeWhile(static line => line != "```"))
        {
            string[] words = command.Split(' ');
            switch (words[0])
            {
                case "cd":
                    folder = Path.GetFullPath(words[1], folder);
                    break;
                case "echo":
                    File.WriteAllText(Path.Combine(folder, words[^1]), $"""
                        <configuration>
                          <packageSources><clear /></packageSources>
                          <fallbackPackageFolders><add key="machine" value="{Dotnet.PackageCache}" /></fallbackPackageFolders>
                        </configuration>
                        """);
                    break;
                default:
                    (int exitCode, string output) = Dotnet.Run(folder, Cache, words[1..]);
                    exitCode.ShouldBe(0, $"{command}\n{output}");
                    break;
            }
        }

        File.WriteAllText(Path.Combine(folder, "Program.cs"), program);
        return folder;
    }

    /// <summary>Restores from the folder, and what is not ours from what this machine has already, and builds.</summary>
    public (int ExitCode, string Output) Build(string folder)
    {
        (int exitCode, string output) = Dotnet.Run(folder, Cache, "restore", "--source", Folder, "--nologo", $"-p:RestoreFallbackFolders={Dotnet.PackageCache}");
        return exitCode != 0 ? (exitCode, output) : Dotnet.Run(folder, Cache, "build", "--no-restore", "--nologo");
    }

    /// <summary>Runs what was built, or builds it first.</summary>
    public (int ExitCode, string Output) Run(string folder, bool build = false) =>
        Dotnet.Run(folder, Cache, build ? ["run"] : ["run", "--no-build", "--no-restore"]);

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
