using Microsoft.CodeAnalysis;
using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Generators;

/// <summary>
/// The edge of the pipeline: a fault of ours in one item becomes an attribute that an analyzer reports, and every other item is still
/// generated. Uncaught, it would take the whole output with it.
/// </summary>
internal static class Guard
{
    /// <summary>Parses one member. Null if the parser has nothing to say about it.</summary>
    public static Found<T>? Parse<T>(ISymbol symbol, Func<T?> parse)
        where T : class, IEquatable<T>
    {
        try
        {
            return parse() is { } model ? new Found<T>(model, null) : null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new Found<T>(null, new FailureModel(symbol.ToDisplayString(), Describe(failure)));
        }
    }

    /// <summary>Writes one file.</summary>
    public static void Emit<T>(FileSink sink, string hintName, T model, Func<T, string> emit)
    {
        sink.Output.CancellationToken.ThrowIfCancellationRequested();
        string text;
        try
        {
            text = GeneratedFile.Allow(emit(model), sink.Experiments);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            text = Describe([new FailureModel(hintName, Describe(failure))]);
        }

        sink.Output.AddSource(hintName + ".g.cs", text);
    }

    /// <summary>A file that tells of failures.</summary>
    public static string Describe(IEnumerable<FailureModel> failures)
    {
        SourceWriter writer = GeneratedFile.Start();
        foreach (FailureModel failure in failures)
        {
            writer.Line($"[assembly: global::{WellKnownNames.GeneratorFailure}({Literals.Of(failure.Member)}, {Literals.Of(failure.Message)})]");
        }

        return writer.ToString();
    }

    // The kind and the text, without a stack: the output may not differ from machine to machine.
    private static string Describe(Exception failure) => $"{failure.GetType().Name}: {failure.Message}";
}
