using System.Collections;
using System.Reflection;

namespace PacketFlow.Generators.Tests.Caching;

/// <summary>No model keeps a compilation alive: nothing that a step passes on leads to a symbol, a tree, a location or code.</summary>
public class ModelTests
{
    [Fact]
    public void Models_hold_nothing_of_the_compiler()
    {
        GeneratorRun run = GeneratorRun.Of("""
            internal sealed record Line(string Text, List<Line?> Next);
            internal sealed class Texts(IServiceProvider services)
            {
                [Element("df", "shout", Aliases = new[] { "cry" })] public Line? Shout(Line line, AtomContext context) => services is null ? null : line;
            }
            internal static partial class Remote { [Element("ed", "elsewhere")] internal static partial int Call(string? text); }
            [PacketContract] internal sealed record Loose(int Value);
            [PacketContract, Union] internal abstract record Shape { internal sealed record Round(double Radius) : Shape; }
            """);

        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (string step in TrackedSteps.All)
        {
            foreach (object value in run.Values(step))
            {
                Walk(value, step, seen);
            }
        }

        seen.Count.ShouldBeGreaterThan(20);
    }

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
        {
            return;
        }

        Type type = value.GetType();
        (type.Namespace ?? "").ShouldNotStartWith("Microsoft.CodeAnalysis", Case.Sensitive, $"{path}: {type}");
        value.ShouldNotBeAssignableTo<Delegate>(path);
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                Walk(item, path + "[]", seen);
            }

            return;
        }

        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
        }
    }
}
