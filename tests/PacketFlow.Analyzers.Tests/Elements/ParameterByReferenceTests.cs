namespace PacketFlow.Analyzers.Tests.Elements;

[TestsRule("PKF1010")]
public sealed class ParameterByReferenceTests
{
    [Theory]
    [InlineData("ref string text")]
    [InlineData("in string text")]
    [InlineData("ref readonly string text")]
    public async Task Parameter_by_reference_fires(string parameter) => await AnalyzerRun.Check($$"""
        public static class Texts
        {
            [Element("df", "transform")]
            public static string Transform({{parameter.Replace("text", "{|PKF1010:text|}")}}) => text;
        }
        """);

    [Fact]
    public async Task Out_parameter_and_pointer_fire() => await AnalyzerRun.Check("""
        public static unsafe class Texts
        {
            [Element("df", "transform")]
            public static void Transform(out string {|PKF1010:text|}) => text = "";

            [Element("df", "validate")]
            public static bool Validate(char* {|PKF1010:text|}) => text != null;
        }
        """);

    [Fact]
    public async Task Parameter_by_value_is_quiet() => await AnalyzerRun.Check("""
        public static class Texts
        {
            [Element("df", "transform")]
            public static string Transform(params string[] texts) => Join(in texts);

            private static string Join(in string[] texts) => string.Concat(texts);
        }
        """);
}
