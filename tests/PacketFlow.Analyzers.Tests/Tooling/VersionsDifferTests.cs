using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Tooling;

[TestsRule("PKF9003")]
public sealed class VersionsDifferTests
{
    [Fact]
    public async Task Runtime_of_another_version_fires()
    {
        MetadataReference runtime = Library("PacketFlow.Runtime", "9.1.0.0");

        IReadOnlyList<Diagnostic> diagnostics = await AnalyzerRun.Diagnose((UserProject.Of() with { References = [runtime] }).Compile());

        diagnostics.ShouldHaveSingleItem().GetMessage().ShouldBe(
            $"PacketFlow.Abstractions {Ours}, PacketFlow.Runtime 9.1.0 do not fit together: reference one version of the PacketFlow packages");
    }

    [Fact]
    public async Task Generator_of_another_version_fires()
    {
        Compilation compilation = UserProject.Of("""
            [assembly: PacketFlow.CompilerServices.PacketFlowGenerated("9.1.0")]
            """).Compile();

        (await AnalyzerRun.Diagnose(compilation)).ShouldHaveSingleItem().GetMessage().ShouldStartWith(
            $"PacketFlow.Abstractions {Ours}, the generator 9.1.0 do not fit together");
    }

    [Fact]
    public async Task Parts_of_one_version_are_quiet() => (await AnalyzerRun.Check(UserProject.Of("""
        public static class Texts
        {
            [Element("df", "transform")]
            public static string Transform(string text) => text;
        }
        """) with { ReferencesRuntime = true })).ShouldBeEmpty();

    [Fact]
    public async Task Other_library_of_another_version_is_quiet() => (await AnalyzerRun.Diagnose(
        (UserProject.Of() with { References = [Library("Shop", "9.1.0.0")] }).Compile())).ShouldBeEmpty();

    private static string Ours =>
        System.Reflection.AssemblyName.GetAssemblyName(References.Path("AbstractionsPath")).Version!.ToString(3);

    private static MetadataReference Library(string name, string version)
    {
        UserProject project = UserProject.Of($"""[assembly: System.Reflection.AssemblyVersion("{version}")]""") with
        {
            AssemblyName = name,
            ReferencesAbstractions = false,
            HasImplicitUsings = false,
        };
        return project.Compile().ToMetadataReference();
    }
}
