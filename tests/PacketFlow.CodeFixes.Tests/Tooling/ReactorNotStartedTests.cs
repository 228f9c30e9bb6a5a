namespace PacketFlow.CodeFixes.Tests.Tooling;

[TestsRule("PKF9005")]
public sealed class ReactorNotStartedTests
{
    private const string Rest = """

        public static class Texts
        {
            [Element("df", "transform")]
            public static string Transform(string text) => text;
        }

        public sealed class Host
        {
            public static Host CreateBuilder() => new();
        }

        public static class HostExtensions
        {
            public static void AddPacketFlow(this Host host, Action<IPacketFlowBuilder> add) => Console.WriteLine((host, add));
        }
        """;

    private static readonly UserProject Program = UserProject.Of() with { IsProgram = true, ReferencesRuntime = true };

    [Fact]
    public async Task PacketFlow_is_added_behind_the_builder_alone_and_together() => await FixRun.One(
        "PKF9005",
        """
        var builder = Host.CreateBuilder(); // kept
        Console.WriteLine(builder);

        """ + Rest,
        """
        var builder = Host.CreateBuilder(); // kept
        builder.AddPacketFlow(flow => flow.AddElements());
        Console.WriteLine(builder);

        """ + Rest,
        like: Program);

    [Fact]
    public async Task PacketFlow_is_added_in_a_Main_method() => await FixRun.One(
        "PKF9005",
        """
        public static class Program
        {
            public static void Main()
            {
                var builder = Host.CreateBuilder();
                Console.WriteLine(builder);
            }
        }

        """ + Rest,
        """
        public static class Program
        {
            public static void Main()
            {
                var builder = Host.CreateBuilder();
                builder.AddPacketFlow(flow => flow.AddElements());
                Console.WriteLine(builder);
            }
        }

        """ + Rest,
        like: Program);
}
