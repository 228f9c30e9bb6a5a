using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PacketFlow.Generators.Tests.Formatters;

/// <summary>Which formatters an edit writes anew.</summary>
public sealed class FormatterCacheTests
{
    private const string Orders = """
        /// <summary>An order.</summary>
        [PacketContract] public record Order(string Id, Line[] Lines);
        public record Line(string Sku, int Amount);
        """;

    private const string Users = "[PacketContract] public class User { public string? Name { get; set; } public int Twice() => 2; }";

    private static readonly UserProject Project = UserProject.Of(Orders, Users);

    [Fact]
    public void Same_project_is_cached() => Outputs(Edit(static text => text)).ShouldAllBe(static reason => reason == IncrementalStepRunReason.Cached);

    [Theory]
    [InlineData("/// <summary>An order.</summary>", "/// <summary>What a customer wants, in lines.</summary>")]
    [InlineData("[PacketContract] public record Order", "\n\n[PacketContract] public record Order")]
    [InlineData("=> 2;", "=> 3;")]
    [InlineData("public int Twice() => 2;", "public int Twice() => 2; private int _hidden = 1; public int Hidden => _hidden;")]
    public void Edit_that_changes_no_payload_writes_nothing(string before, string after) =>
        Reasons(Edit(text => text.Replace(before, after, StringComparison.Ordinal)), TrackingNames.Payload)
            .ShouldAllBe(static reason => reason.Reason == IncrementalStepRunReason.Cached || reason.Reason == IncrementalStepRunReason.Unchanged);

    [Fact]
    public void Unrelated_file_writes_nothing()
    {
        GeneratorRun run = GeneratorRun.Of(Project).Then(static project => project with { Sources = [.. project.Sources, ("Other.cs", "public class Other;")] });
        Outputs(run).ShouldAllBe(static reason => reason == IncrementalStepRunReason.Cached);
    }

    [Theory]
    [InlineData("int Amount", "long Amount", "Line")]
    [InlineData("string Sku", "string? Sku", "Line")]
    [InlineData("public string? Name", "[Field(\"n\")] public string? Name", "User")]
    [InlineData("string Id,", "string Id, int Count,", "Order")]
    public void Changed_payload_alone_is_written_anew(string before, string after, string type)
    {
        GeneratorRun run = Edit(text => text.Replace(before, after, StringComparison.Ordinal));
        Reasons(run, TrackingNames.Payload).Where(static one => one.Reason is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New)
            .Select(static one => one.Name).ShouldBe([$"global::{type}"]);
        Reasons(run, TrackingNames.FormatterList).ShouldAllBe(static one => one.Reason == IncrementalStepRunReason.Cached || one.Reason == IncrementalStepRunReason.Unchanged);
    }

    [Fact]
    public void Order_of_files_changes_nothing()
    {
        IReadOnlyDictionary<string, string> one = GeneratorRun.Of(Orders, Users).Files, other = GeneratorRun.Of(Users, Orders).Files;
        other.OrderBy(static file => file.Key, StringComparer.Ordinal).ShouldBe(one.OrderBy(static file => file.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Models_hold_nothing_of_the_compilation()
    {
        foreach (object model in GeneratorRun.Of(Project).Result.TrackedSteps
            .Where(static step => step.Key is TrackingNames.Payload or TrackingNames.Payloads or TrackingNames.Contracts or TrackingNames.FormatterList)
            .SelectMany(static step => step.Value).SelectMany(static step => step.Outputs).Select(static output => output.Value))
        {
            ShouldBePlain(model, []);
        }
    }

    private static void ShouldBePlain(object? value, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
        {
            return;
        }

        (value is ISymbol or Compilation or SyntaxNode or SyntaxTree or SemanticModel or Location or AttributeData or Delegate).ShouldBeFalse(value.GetType().FullName);
        if (value is System.Collections.IEnumerable items)
        {
            foreach (object? item in items)
            {
                ShouldBePlain(item, seen);
            }

            return;
        }

        foreach (System.Reflection.FieldInfo field in value.GetType().GetFields(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic))
        {
            ShouldBePlain(field.GetValue(value), seen);
        }
    }

    private static GeneratorRun Edit(Func<string, string> edit) => GeneratorRun.Of(Project).Then(
        project => project with { Sources = [.. project.Sources.Select(source => (source.Path, edit(source.Text)))] });

    private static IEnumerable<IncrementalStepRunReason> Outputs(GeneratorRun run) => run.Result.TrackedOutputSteps
        .SelectMany(static step => step.Value).SelectMany(static step => step.Outputs).Select(static output => output.Reason);

    private static IReadOnlyList<(string Name, IncrementalStepRunReason Reason)> Reasons(GeneratorRun run, string step)
    {
        ImmutableArray<IncrementalGeneratorRunStep> steps = run.Result.TrackedSteps[step];
        (string, IncrementalStepRunReason)[] reasons =
        [
            .. steps.SelectMany(static one => one.Outputs)
                .Select(static output => ((output.Value as PacketFlow.Payloads.PayloadModel)?.TypeName ?? "", output.Reason)),
        ];
        reasons.ShouldNotBeEmpty();
        return reasons;
    }
}
