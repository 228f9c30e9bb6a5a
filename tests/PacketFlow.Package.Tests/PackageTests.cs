using System.IO.Compression;

namespace PacketFlow.Packages;

/// <summary>What a user gets from the packages alone, in a project that has never seen this tree.</summary>
public sealed class PackageTests(PackedPackages packages) : IClassFixture<PackedPackages>
{
    private const string Greeter = """
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
        builder.Configuration["PacketFlow:Listen:Tcp"] = "tcp://127.0.0.1:0";
        builder.AddPacketFlow(flow => flow.AddElements());
        using IHost host = builder.Build();
        await host.StartAsync();
        IPacketFlowClient client = host.Services.GetRequiredService<IPacketFlowClient>();
        Greeting greeting = await client.SubmitAsync(Elements.Df.Greet, new Person("Ada"));
        Console.WriteLine(greeting.Text);
        await host.StopAsync();

        public sealed record Person(string Name);

        public sealed record Greeting(string Text);

        public static class Greeter
        {
            [Element("df", "greet")]
            public static Greeting Greet(Person person) => new($"Hello, {person.Name}!");
        }
        """;

    [Fact]
    public void Fresh_project_restores_builds_and_runs()
    {
        string folder = packages.Project("Greets", Greeter);

        (int built, string buildOutput) = packages.Build(folder);
        (int ran, string output) = packages.Run(folder);

        built.ShouldBe(0, buildOutput);
        ran.ShouldBe(0, output);
        output.ShouldContain("Hello, Ada!");
    }

    [Fact]
    public void Fresh_project_meets_the_analyzers()
    {
        string folder = packages.Project("Cycles", Greeter + """

            [Molecule("circle")]
            [IonicBond(nameof(First), nameof(Second))]
            [IonicBond(nameof(Second), nameof(First))]
            public sealed partial class Circle
            {
                [Element("df", "first", Custom = true)] public int First(int value) => value;

                [Element("df", "second", Custom = true)] public int Second(int value) => value;
            }
            """);

        (int built, string output) = packages.Build(folder);

        built.ShouldNotBe(0);
        output.ShouldContain("error PKF2001");
        output.ShouldNotContain("CS8785");
    }

    [Fact]
    public void Fresh_project_that_asks_for_diagrams_gets_one_for_each_molecule()
    {
        string folder = packages.Project("Draws", Greeter + """

            [Molecule("shout")]
            [IonicBond(nameof(Trim), nameof(Upper))]
            public static partial class Shout
            {
                [Element("df", "trim", Custom = true)] public static string Trim(string text) => text.Trim();

                [Element("df", "upper", Custom = true)] public static string Upper(string text) => text.ToUpperInvariant();
            }
            """, "<PropertyGroup><PacketFlowMermaid>true</PacketFlowMermaid></PropertyGroup>");

        (int built, string output) = packages.Build(folder);

        built.ShouldBe(0, output);
        output.ShouldContain("PKF8009: diagram of shout written to ");
        string diagram = Directory.GetFiles(folder, "shout.mmd", SearchOption.AllDirectories).ShouldHaveSingleItem();
        Path.GetDirectoryName(diagram).ShouldBe(Path.Combine(folder, "bin", "Debug", "net10.0"));
        File.ReadAllLines(diagram)[0].ShouldStartWith("flowchart");
        File.ReadAllText(diagram).ShouldContain("Upper");
    }

    [Theory]
    [InlineData("missing", """
        <Target Name="LoseGenerator" AfterTargets="ResolveLockFileAnalyzers">
          <ItemGroup><Analyzer Remove="@(Analyzer)" Condition="'%(Filename)' == 'PacketFlow.Generators'" /></ItemGroup>
        </Target>
        """)]
    [InlineData("broken", """
        <Target Name="BreakGenerator" AfterTargets="ResolveLockFileAnalyzers">
          <ItemGroup>
            <Analyzer Remove="@(Analyzer)" Condition="'%(Filename)' == 'PacketFlow.Generators'" />
            <Analyzer Include="$(MSBuildProjectDirectory)/PacketFlow.Generators.dll" />
          </ItemGroup>
        </Target>
        """)]
    public void Project_whose_generator_does_not_run_is_told_so(string how, string extra)
    {
        string folder = packages.Project("Generator_" + how, """
            Console.WriteLine(Greeter.Greet(1));

            public static class Greeter
            {
                [Element("df", "greet")]
                public static int Greet(int value) => value;
            }
            """, "<PropertyGroup><TreatWarningsAsErrors>false</TreatWarningsAsErrors></PropertyGroup>" + extra);
        File.WriteAllText(Path.Combine(folder, "PacketFlow.Generators.dll"), "not an assembly");

        (int built, string output) = packages.Build(folder);

        built.ShouldNotBe(0);
        output.ShouldContain("error PKF9001");
    }

    [Fact]
    public void Fresh_project_keeps_runs_in_a_file()
    {
        string folder = packages.Project("Keeps", """
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Hosting;

            HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
            builder.Configuration["PacketFlow:Listen:Tcp"] = "tcp://127.0.0.1:0";
            builder.Configuration["PacketFlow:Journal"] = "sqlite:runs.db";
            builder.AddPacketFlow(flow => flow.AddElements().AddSqlite());
            using IHost host = builder.Build();
            await host.StartAsync();
            Console.WriteLine(await host.Services.GetRequiredService<IPacketFlowClient>().RunAsync(Shout.Molecule, "hello"));
            await host.StopAsync();

            [Molecule("shout")]
            [IonicBond(nameof(Upper), nameof(Mark))]
            public sealed partial class Shout
            {
                [Element("df", "upper")] public string Upper(string text) => text.ToUpperInvariant();

                [Element("df", "mark")] public string Mark([From(nameof(Upper))] string upper) => upper + "!";
            }
            """);

        (int built, string buildOutput) = packages.Build(folder);
        (int ran, string output) = packages.Run(folder);

        built.ShouldBe(0, buildOutput);
        ran.ShouldBe(0, output);
        output.ShouldContain("HELLO!");
        File.Exists(Path.Combine(folder, "runs.db")).ShouldBeTrue();
    }

    [Fact]
    public void Fresh_project_tests_a_molecule()
    {
        string folder = packages.Project("Tests", """
            await using MoleculeHost host = await MoleculeHost.StartAsync(flow => flow.AddElements());
            Fake<string> mark = host.Replace(Shout.Molecule, nameof(Shout.Mark), (string upper) => upper + "?");
            Console.WriteLine(await host.RunAsync(Shout.Molecule, "hello"));
            Console.WriteLine(mark.Calls.Count);

            [Molecule("shout")]
            [IonicBond(nameof(Upper), nameof(Mark))]
            public sealed partial class Shout
            {
                [Element("df", "upper")] public string Upper(string text) => text.ToUpperInvariant();

                [Element("df", "mark")] public string Mark([From(nameof(Upper))] string upper) => upper + "!";
            }
            """, $"""<ItemGroup><PackageReference Include="PacketFlow.Testing" Version="{PackedPackages.Version}" /></ItemGroup>""");

        (int built, string buildOutput) = packages.Build(folder);
        (int ran, string output) = packages.Run(folder);

        built.ShouldBe(0, buildOutput);
        ran.ShouldBe(0, output);
        output.ShouldContain("HELLO?");
    }

    [Fact]
    public void Project_for_two_platforms_builds_for_both()
    {
        string folder = packages.Project("Targets", Greeter + """

            [Molecule("shout")]
            [IonicBond(nameof(Trim), nameof(Upper))]
            public static partial class Shout
            {
                [Element("df", "trim", Custom = true)] public static string Trim(string text) => text.Trim();

            #if WINDOWS
                [Element("df", "upper-there", Custom = true)]
            #else
                [Element("df", "upper-here", Custom = true)]
            #endif
                public static string Upper(string text) => text.ToUpperInvariant();
            }
            """, """
            <PropertyGroup>
              <TargetFramework></TargetFramework>
              <TargetFrameworks>net10.0;net10.0-windows</TargetFrameworks>
              <EnableWindowsTargeting>true</EnableWindowsTargeting>
              <PacketFlowMermaid>true</PacketFlowMermaid>
            </PropertyGroup>
            """);

        (int built, string output) = packages.Build(folder);

        built.ShouldBe(0, output);
        foreach (string target in new[] { "net10.0", "net10.0-windows" })
        {
            File.Exists(Path.Combine(folder, "bin", "Debug", target, "Targets.dll")).ShouldBeTrue(target);
            File.Exists(Path.Combine(folder, "bin", "Debug", target, "shout.mmd")).ShouldBeTrue(target);
        }
    }

    // What the analyzers of the framework say of generated code lands on users who can do nothing about it.
    [Fact]
    public void Project_with_every_analysis_on_builds_without_a_warning()
    {
        string folder = packages.Project("Strict", """
            Console.WriteLine(Strict.Counter.Count(new Strict.Basket([new Strict.Item("tea", 2)], null)).Pieces);

            namespace Strict
            {
                /// <summary>What somebody buys.</summary>
                [PacketContract]
                internal sealed record Basket(IReadOnlyList<Item> Items, Paid? Paid);

                /// <summary>One thing.</summary>
                internal sealed record Item(string Name, int Pieces);

                /// <summary>How much that is.</summary>
                internal readonly record struct Total(int Pieces, decimal? Price);

                /// <summary>How it was paid.</summary>
                [Union]
                internal abstract record Paid
                {
                    /// <summary>In coins.</summary>
                    internal sealed record Cash(decimal Amount) : Paid;
                }

                /// <summary>Counts.</summary>
                internal static class Counter
                {
                    /// <summary>How many pieces are in a basket.</summary>
                    [Element("df", "aggregate")]
                    internal static Total Count(Basket basket) => new(basket.Items.Sum(static item => item.Pieces), null);
                }

                /// <summary>Shouts.</summary>
                [Molecule("shout")]
                [IonicBond(nameof(Trim), nameof(Upper))]
                internal static partial class Shout
                {
                    /// <summary>Without space around it.</summary>
                    [Element("df", "trim", Custom = true)]
                    internal static string Trim(string text) => text.Trim();

                    /// <summary>Louder.</summary>
                    [Element("df", "upper", Custom = true)]
                    internal static string Upper(string text) => text.ToUpperInvariant();
                }
            }
            """, """
            <PropertyGroup>
              <AnalysisMode>All</AnalysisMode>
              <AnalysisLevel>latest-all</AnalysisLevel>
              <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
              <CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>
            </PropertyGroup>
            """);

        (int built, string output) = packages.Build(folder);

        built.ShouldBe(0, output);
        output.ShouldContain("0 Warning(s)");
    }

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
