namespace PacketFlow.Generators.Tests.Elements;

/// <summary>Every shape of handler, compiled and run.</summary>
public class HandlerShapeTests
{
    [Fact]
    public void Static_handler_of_a_number_runs_from_bytes_to_bytes()
    {
        object? result = Run(
            """public static class Numbers { [Element("df", "double_it")] public static int Double(int value) => value * 2; }""",
            "Elements.Df.DoubleIt, 21");

        result.ShouldBe(42);
    }

    private static object? Run(string source, string submission) => GeneratorRun.Of(
        Harness.Source,
        source,
        $$"""
        public static class Test
        {
            public static object? Run()
            {
                var host = new Testing.Host();
                host.AddElements();
                return host.Run({{submission}});
            }
        }
        """).ShouldCompile().Run();
}
