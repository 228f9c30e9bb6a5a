namespace PacketFlow.Generators.Tests.Elements;

/// <summary>Every shape of handler, compiled without warnings and run from bytes to bytes.</summary>
public class HandlerShapeTests
{
    [Theory]
    [InlineData("int M(int value) => value * 2;", "41", 82)]
    [InlineData("Task<int> M(int value) => Task.FromResult(value + 1);", "41", 42)]
    [InlineData("ValueTask<int> M(int value) => new(value + 1);", "41", 42)]
    [InlineData("async Task<int> M(int value) { await Task.Yield(); return value + 1; }", "41", 42)]
    [InlineData("async ValueTask<int> M(int value) { await Task.Yield(); return value + 1; }", "41", 42)]
    [InlineData("int M() => 7;", "Nothing.Value", 7)]
    [InlineData("string M(AtomContext context, string text) => context.Element + text;", "\"!\"", "shape!")]
    [InlineData("bool M(CancellationToken token, bool value, AtomContext context) => value && token.IsCancellationRequested;", "true", true)]
    [InlineData("int M(CancellationToken token = default, AtomContext? context = null) => context is null ? 0 : 1;", "Nothing.Value", 1)]
    [InlineData("string M(string? text) => text ?? \"none\";", "(string?)null", "none")]
    [InlineData("int? M(int? value) => value + 1;", "(int?)null", null)]
    [InlineData("string? M(string text) => null;", "\"x\"", null)]
    [InlineData("Task<string?> M(string text) => Task.FromResult<string?>(text);", "\"x\"", "x")]
    [InlineData("int M(params int[] values) => values.Length;", "new[] { 1, 2, 3 }", 3)]
    [InlineData("int M(this int value) => value;", "3", 3)]
    [InlineData("int M(List<string?> values) => values.Count;", "new List<string?> { null }", 1)]
    [InlineData("int M((int Left, int Right) pair) => pair.Left - pair.Right;", "(5, 3)", 2)]
    public void Static_handler_runs(string method, string payload, object? expected) =>
        Harness.Run(
            $"return host.Run(Elements.Df.Shape, {payload});",
            $$"""internal static class Handlers { [Element("df", "shape")] internal static {{method}} }""").ShouldBe(expected);

    [Theory]
    [InlineData("void M(string text) => Handlers.Seen = text;")]
    [InlineData("Task M(string text) { Handlers.Seen = text; return Task.CompletedTask; }")]
    [InlineData("ValueTask M(string text) { Handlers.Seen = text; return default; }")]
    [InlineData("async Task M(string text) { await Task.Yield(); Handlers.Seen = text; }")]
    [InlineData("async ValueTask M(string text) { await Task.Yield(); Handlers.Seen = text; }")]
    public void Handler_without_a_result_gives_nothing(string method) =>
        Harness.Run(
            "return host.Run(Elements.Ed.Shape, \"seen\").ToString() + \" \" + Handlers.Seen;",
            $$"""internal static class Handlers { internal static string? Seen; [Element("ed", "shape")] internal static {{method}} }""")
            .ShouldBe("nothing seen");

    [Theory]
    [InlineData("int value = 5", "5")]
    [InlineData("string value = \"a\\\"b\"", "a\"b")]
    [InlineData("double value = -1.5", "-1.5")]
    [InlineData("float value = 0.1f", "0.1")]
    [InlineData("decimal value = 1.10m", "1.10")]
    [InlineData("char value = '\\n'", "\n")]
    [InlineData("long value = long.MinValue", "-9223372036854775808")]
    [InlineData("bool value = true", "True")]
    [InlineData("string? value = null", "")]
    [InlineData("int? value = 3", "3")]
    [InlineData("System.DayOfWeek value = System.DayOfWeek.Friday", "Friday")]
    public void Payload_with_a_default_may_be_left_out(string parameter, string expected) =>
        Harness.Run(
            "return PacketCodec.Deserialize<string>(host.Run(AtomGroup.Df, \"shape\", new byte[] { 0xC0 }));",
            $$"""
            internal static class Handlers
            {
                [Element("df", "shape")] internal static string M({{parameter}}) =>
                    Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "";
                internal static string M() => "the other overload";
            }
            """).ShouldBe(expected);

    [Theory]
    [InlineData("internal class T { {0} }")]
    [InlineData("internal sealed record T { {0} }")]
    [InlineData("internal struct T { {0} }")]
    [InlineData("internal readonly record struct T { {0} }")]
    [InlineData("internal class Outer { internal class T { {0} } }")]
    [InlineData("internal class Base<X> { public X? Value { get; set; } } internal sealed class T : Base<int> { {0} }")]
    [InlineData("internal class T { {0} } internal sealed class Derived : T;")]
    [InlineData("internal class Base { public virtual int Run(int value) => 0; } internal sealed class T : Base { [Element(\"df\", \"run\")] public override int Run(int value) => value + 1; }")]
    [InlineData("internal class Outer { internal protected class T { {0} } }")]
    public void Instance_handler_runs(string type) =>
        Harness.Run(
            "return host.Run(Elements.Df.Run, 1);",
            type.Replace("{0}", "[Element(\"df\", \"run\")] public int Run(int value) => value + 1;", StringComparison.Ordinal)).ShouldBe(2);

    [Fact]
    public void Overloads_are_told_apart() =>
        Harness.Run(
            "return host.Run(Elements.Df.One, 1) + host.Run(Elements.Df.Two, 1L);",
            """
            internal sealed class Handlers
            {
                [Element("df", "one")] public long Run(int value) => 1;
                [Element("df", "two")] public long Run(long value) => 10;
            }
            """).ShouldBe(11L);

    [Fact]
    public void Options_reach_the_reference() =>
        Harness.Run(
            """
            var one = Elements.Rm.One;
            return $"{one} {one.Timeout.TotalSeconds} {one.MaxTimeout.TotalSeconds} {one.Idempotent} {one.Priority} {string.Join('|', one.Aliases)} {one.Resource} {one.Retries} {one.AtMostOnce}";
            """,
            """
            internal static class Handlers
            {
                [Element("rm", "one", TimeoutSeconds = 30, MaxTimeoutSeconds = 60.5, Idempotent = true, Priority = 9, Aliases = new[] { "uno", "eins" },
                    Resource = "r", Retries = 0, AtMostOnce = true, Custom = true)]
                internal static void One() { }
            }
            """).ShouldBe("rm:one 30 60.5 True 9 uno|eins r 0 True");

    [Theory]
    [InlineData("TimeoutSeconds = double.NaN")]
    [InlineData("TimeoutSeconds = double.PositiveInfinity")]
    [InlineData("TimeoutSeconds = -1")]
    [InlineData("MaxTimeoutSeconds = 1e300")]
    public void Time_that_cannot_be_counts_as_not_given(string option) =>
        Harness.Run(
            "return Elements.Df.One.Timeout < TimeSpan.FromHours(1) && Elements.Df.One.MaxTimeout < TimeSpan.FromHours(1);",
            $$"""internal static class Handlers { [Element("df", "one", {{option}})] internal static void One() { } }""").ShouldBe(true);

    [Fact]
    public void Names_that_CSharp_refuses_get_an_underscore() =>
        Harness.Run(
            """return string.Join(' ', Elements.Df.Df_, Elements.Df.Equals_, Elements.Df.ToString_, Elements.Df.ProcessData, Elements.Df.ProcessData_, Elements.Df._1st);""",
            """
            internal static class Handlers
            {
                [Element("df", "df")] internal static void A() { }
                [Element("df", "equals")] internal static void B() { }
                [Element("df", "to_string")] internal static void C() { }
                [Element("df", "process_data")] internal static void D() { }
                [Element("df", "process-data")] internal static void E() { }
                [Element("df", "1st")] internal static void F() { }
            }
            """).ShouldBe("df:df df:equals df:to_string df:process-data df:process_data df:1st");
}
