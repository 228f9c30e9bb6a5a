using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Tooling;

[TestsRule("PKF9005")]
public sealed class ReactorNotStartedTests
{
    [Fact]
    public async Task Program_with_handlers_that_starts_no_reactor_fires_where_it_makes_its_host()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check(Program("""
            var builder = {|PKF9005:Host.CreateBuilder()|};
            Console.WriteLine(builder);
            """))).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldStartWith("The program handles 'df:transform' but never calls AddPacketFlow");
    }

    [Fact]
    public async Task Program_without_a_host_fires_at_its_first_handler() => await AnalyzerRun.Check(Program("""
        Console.WriteLine(Texts.Transform(""));
        """, "{|PKF9005:Transform|}"));

    [Theory]
    [InlineData("builder.AddPacketFlow(flow => flow.AddElements())")]
    [InlineData("HostExtensions.AddPacketFlow(builder, flow => flow.AddElements())")]
    public async Task Program_that_adds_PacketFlow_is_quiet(string call) => await AnalyzerRun.Check(Program($"""
        var builder = Host.CreateBuilder();
        {call};
        """));

    [Fact]
    public async Task Program_that_hands_its_elements_to_a_host_for_tests_is_quiet() => await AnalyzerRun.Check(Program("""
        HostExtensions.StartForTests(flow => flow.AddElements());
        """));

    [Fact]
    public async Task Program_without_handlers_is_quiet() => await AnalyzerRun.Check(UserProject.Of("""
        Console.WriteLine("nothing to start");
        """) with { IsProgram = true, ReferencesRuntime = true });

    [Fact]
    public async Task Library_is_quiet() => await AnalyzerRun.Check(Program("") with { IsProgram = false, Sources = Program("").Sources.Skip(1).ToList() });

    [Fact]
    public async Task Program_without_the_runtime_is_quiet() => await AnalyzerRun.Check(Program("""
        Console.WriteLine(Texts.Transform(""));
        """) with { ReferencesRuntime = false });

    private static UserProject Program(string code, string method = "Transform") => UserProject.Of(
        code,
        $$"""
        public static class Texts
        {
            [Element("df", "transform")]
            public static string {{method}}(string text) => text;
        }

        public sealed class Host
        {
            public static Host CreateBuilder() => new();
        }

        public static class HostExtensions
        {
            public static void AddPacketFlow(this Host host, Action<IPacketFlowBuilder> add) => Console.WriteLine((host, add));

            public static void StartForTests(Action<IPacketFlowBuilder> add) => Console.WriteLine(add);
        }
        """) with { IsProgram = true, ReferencesRuntime = true };
}
