using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PacketFlow;

/// <summary>From a rule to what it says about a place.</summary>
internal static class DescriptorExtensions
{
    public static Diagnostic At(this DiagnosticDescriptor rule, Location location, params object?[] words) =>
        Diagnostic.Create(rule, location, words);

    /// <summary>With other places that belong to it.</summary>
    public static Diagnostic At(this DiagnosticDescriptor rule, Location location, IEnumerable<Location> others, params object?[] words) =>
        Diagnostic.Create(rule, location, others, words);

    /// <summary>With facts for the fix; those that are null are left out.</summary>
    public static Diagnostic At(this DiagnosticDescriptor rule, Location location, FixFacts facts, params object?[] words) =>
        Diagnostic.Create(rule, location, facts.Others, facts.Properties, words);
}
