namespace PacketFlow.Packages;

/// <summary>The packages under what a user may set in a project.</summary>
[Collection("Packages")]
public sealed class ProjectSettingsTests(PackedPackages packages)
{
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
    public void Project_for_two_platforms_builds_for_both()
    {
        string folder = packages.Project("Targets", Greeter.Program + """

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
              <DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>
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
              <OutputType>Library</OutputType>
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
}
