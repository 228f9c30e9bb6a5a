using Microsoft.CodeAnalysis;

namespace PacketFlow.Resources;

/// <summary>Names and orders places in source.</summary>
internal static class Places
{
    /// <summary>The method with its type: <c>Orders.Charge</c>.</summary>
    public static string Name(IMethodSymbol method) =>
        method.Name.StartsWith("<", StringComparison.Ordinal) ? "the program" : $"{method.ContainingType.Name}.{method.Name}";

    /// <summary>In the order of the files' paths and of the text.</summary>
    public static IEnumerable<T> InSourceOrder<T>(this IEnumerable<T> items, Func<T, Location> where) => items
        .OrderBy(item => where(item).SourceTree?.FilePath, StringComparer.Ordinal)
        .ThenBy(item => where(item).SourceSpan.Start);
}
