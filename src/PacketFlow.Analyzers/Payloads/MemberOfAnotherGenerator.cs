using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

internal static class MemberOfAnotherGenerator
{
    public static readonly DiagnosticDescriptor Descriptor = Rule.Warning(
        DiagnosticIds.MemberOfAnotherGenerator,
        "Member produced by another generator",
        "'{0}.{1}' is produced by another generator, which PacketFlow's does not see, so it is not carried: declare it by hand");

    /// <summary>Judges a payload type in source.</summary>
    public static IEnumerable<Diagnostic> Judge(INamedTypeSymbol type, Compilation compilation) => MemberFinder.FindForeign(type, compilation)
        .Select(member => Descriptor.At(type.Locations.First(static one => !OtherGenerators.Wrote(one)), type.Name, member.Name));
}
