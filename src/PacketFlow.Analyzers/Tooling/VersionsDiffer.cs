using Microsoft.CodeAnalysis;

namespace PacketFlow.Tooling;

/// <summary>Compares the versions of parts that are released together: parts of two versions were never tested with each other.</summary>
internal static class VersionsDiffer
{
    public static readonly DiagnosticDescriptor Descriptor = Rule.Error(
        DiagnosticIds.VersionsDiffer,
        "Versions of PacketFlow's parts differ",
        "{0} do not fit together: reference one version of the PacketFlow packages",
        atEnd: true);

    public static IEnumerable<Diagnostic> Judge(Compilation compilation)
    {
        var parts = compilation.ReferencedAssemblyNames
            .Where(static reference => reference.Name is WellKnownNames.Abstractions or WellKnownNames.Runtime)
            .OrderBy(static reference => reference.Name, StringComparer.Ordinal)
            .Select(static reference => (reference.Name, Version: reference.Version.ToString(3)))
            .ToList();
        if (compilation.Assembly.FindAttribute(WellKnownNames.Generated)?.TextAt(0) is { } version)
        {
            parts.Add(("the generator", version));
        }

        if (parts.Select(static part => part.Version).Distinct().Count() > 1)
        {
            yield return Descriptor.At(Location.None, string.Join(", ", parts.Select(static part => $"{part.Name} {part.Version}")));
        }
    }
}
