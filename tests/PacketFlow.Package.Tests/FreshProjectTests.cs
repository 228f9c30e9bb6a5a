namespace PacketFlow.Packages;

/// <summary>What a user gets from the packages alone, in a project that has never seen this tree.</summary>
[Collection("Packages")]
public sealed class FreshProjectTests(PackedPackages packages)
{
    private const string Shout = """


        [Molecule("shout")]
        [IonicBond(nameof(Upper), nameof(Mark))]
        public sealed partial class Shout
        {
            [Element("df", "upper")] public string Upper(string text) => text.ToUpperInvariant();

            [Element("df", "mark")] public string Mark([From(nameof(Upper))] string upper) => upper + "!";
        }
        """;

    [Fact]
    public void Fresh_project_restores_builds_and_runs()
    {
        string folder = packages.Project("Greets", Greeter.Program);

        (int built, string buildOutput) = packages.Build(folder);
        (int ran, string output) = packages.Run(folder);

        built.ShouldBe(0, buildOutput);
        ran.ShouldBe(0, output);
        output.ShouldContain("Hello, Ada!");
    }

    [Fact]
    public void Fresh_project_of_the_readmes_commands_runs()
    {
        string folder = packages.ProjectOfReadme(Greeter.Program);

        (int ran, string output) = packages.Run(folder, build: true);

        ran.ShouldBe(0, output);
        output.ShouldContain("Hello, Ada!");
    }

    [Fact]
    public void Fresh_project_meets_the_analyzers()
    {
        string folder = packages.Project("Cycles", Greeter.Program + """

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
        string folder = packages.Project("Draws", Greeter.Program + """

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
            """ + Shout);

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
            """ + Shout, $"""<ItemGroup><PackageReference Include="PacketFlow.Testing" Version="{PackedPackages.Version}" /></ItemGroup>""");

        (int built, string buildOutput) = packages.Build(folder);
        (int ran, string output) = packages.Run(folder);

        built.ShouldBe(0, buildOutput);
        ran.ShouldBe(0, output);
        output.ShouldContain("HELLO?");
    }
}
