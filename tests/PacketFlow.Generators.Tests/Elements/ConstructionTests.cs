namespace PacketFlow.Generators.Tests.Elements;

/// <summary>How handler classes get their instances.</summary>
public class ConstructionTests
{
    [Fact]
    public void Constructor_gets_its_services() =>
        Harness.Run(
            "return host.With(\"Hello \").With(new System.Text.StringBuilder(\"!\")).Run(Elements.Df.Greet, \"Ada\");",
            """
            internal sealed class Greeter(string greeting, System.Text.StringBuilder end)
            {
                [Element("df", "greet")] public string Greet(string name) => greeting + name + end;
            }
            """).ShouldBe("Hello Ada!");

    [Fact]
    public void Missing_service_is_named_with_a_remedy() =>
        Should.Throw<InvalidOperationException>(() => Harness.Run(
            "return host.Run(Elements.Df.Greet, \"Ada\");",
            """
            internal sealed class Greeter(IDisposable missing)
            {
                [Element("df", "greet")] public string Greet(string name) => name + missing;
            }
            """)).Message.ShouldBe(
            "Greeter needs System.IDisposable, which is not registered. Register it with builder.Services, "
            + "or give the constructor's parameter a default value.");

    [Theory]
    [InlineData("string greeting = \"Hi \"", "Hi Ada")]
    [InlineData("string? greeting = null", "Ada")]
    [InlineData("int greeting = 3", "3Ada")]
    [InlineData("DayOfWeek greeting = DayOfWeek.Friday", "FridayAda")]
    [InlineData("Guid greeting = default", "00000000-0000-0000-0000-000000000000Ada")]
    public void Service_with_a_default_may_be_missing(string parameter, string expected) =>
        Harness.Run(
            "return host.Run(Elements.Df.Greet, \"Ada\");",
            $$"""
            internal sealed class Greeter({{parameter}})
            {
                [Element("df", "greet")] public string Greet(string name) => greeting + name;
            }
            """).ShouldBe(expected);

    [Fact]
    public void Marked_constructor_is_taken_among_several() =>
        Harness.Run(
            "return host.With(\"marked\").Run(Elements.Df.Which, Nothing.Value);",
            Injection,
            """
            internal sealed class Handlers
            {
                private readonly string _which;
                public Handlers() => _which = "plain";
                [Microsoft.Extensions.DependencyInjection.ActivatorUtilitiesConstructor] public Handlers(string which) => _which = which;
                [Element("df", "which")] public string Which() => _which;
            }
            """).ShouldBe("marked");

    [Fact]
    public void Keyed_service_is_asked_for_by_its_key() =>
        Harness.Run(
            "return host.With(\"service\").Run(Elements.Df.Which, Nothing.Value);",
            Injection,
            """
            internal sealed class Handlers([Microsoft.Extensions.DependencyInjection.FromKeyedServices("blue")] string which)
            {
                [Element("df", "which")] public string Which() => which;
            }
            """).ShouldBe("service under blue");

    [Theory]
    [InlineData("internal sealed class T { private T() { } {0} }")]
    [InlineData("internal sealed class T { public T() { } public T(int value) { } {0} }")]
    [InlineData("internal sealed class T { public required int Value { get; init; } {0} }")]
    [InlineData("internal sealed class T(ref int value) { private readonly int _value = value; {0} }")]
    [InlineData("internal ref struct T { {0} }")]
    [InlineData("internal abstract class T { {0} }")]
    [InlineData("internal class T<X> { {0} }")]
    [InlineData("internal class Outer<X> { internal class T { {0} } }")]
    [InlineData("internal interface T { {0} }")]
    [InlineData("internal class Outer { private class T { {0} } }")]
    [InlineData("file class T { {0} }")]
    public void Class_that_cannot_be_made_is_left_out(string type)
    {
        GeneratorRun run = GeneratorRun.Of(type.Replace("{0}", "[Element(\"df\", \"run\")] public int Run(int value) => value;", StringComparison.Ordinal));

        run.ShouldCompile().Files.Keys.ShouldNotContain(static name => name.StartsWith("Handlers", StringComparison.Ordinal));
    }

    // The names by which dependency injection is recognised, since the framework's references have no such assembly.
    private const string Injection = """
        namespace Microsoft.Extensions.DependencyInjection
        {
            [AttributeUsage(AttributeTargets.Constructor)] internal sealed class ActivatorUtilitiesConstructorAttribute : Attribute;
            [AttributeUsage(AttributeTargets.Parameter)] internal sealed class FromKeyedServicesAttribute(object key) : Attribute
            {
                public object Key { get; } = key;
            }
            internal static class ServiceProviderKeyedServiceExtensions
            {
                public static T GetRequiredKeyedService<T>(this IServiceProvider services, object key) =>
                    (T)(object)$"{services.GetService(typeof(T))} under {key}";
            }
        }
        """;
}
