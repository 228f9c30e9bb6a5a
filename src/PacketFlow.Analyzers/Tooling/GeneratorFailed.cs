using Microsoft.CodeAnalysis;

namespace PacketFlow.Tooling;

/// <summary>Reads what the generator notes of its own failures on the assembly: it leaves a member out and generates the rest.</summary>
internal static class GeneratorFailed
{
    public static readonly DiagnosticDescriptor Descriptor = Rule.Error(
        DiagnosticIds.GeneratorFailed,
        "Generator internal error",
        "The PacketFlow generator failed for '{0}' and left it out: {1}. This is a fault of PacketFlow, please report it",
        atEnd: true);

    public static IEnumerable<Diagnostic> Judge(Compilation compilation)
    {
        foreach (AttributeData attribute in compilation.Assembly.GetAttributes())
        {
            if (attribute.AttributeClass?.IsNamed(WellKnownNames.GeneratorFailure) == true && attribute.TextAt(0) is { } member)
            {
                yield return Descriptor.At(Find(member, compilation), member, attribute.TextAt(1)?.TrimEnd('.'));
            }
        }
    }

    // Without one it was a whole file that failed.
    private static Location Find(string member, Compilation compilation)
    {
        string path = member.Split('(')[0];
        string name = path.Substring(path.LastIndexOf('.') + 1).Split('<')[0];
        return compilation.GetSymbolsWithName(name, SymbolFilter.TypeAndMember)
            .FirstOrDefault(symbol => symbol.ToDisplayString() == member)?.Locations[0] ?? Location.None;
    }
}
