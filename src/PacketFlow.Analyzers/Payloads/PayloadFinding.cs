using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>A problem with a payload and where in source it is best said.</summary>
/// <param name="Problem">The problem, with its path from the payload.</param>
/// <param name="Owner">The type in source whose member leads there, or null if none does.</param>
/// <param name="Member">That member, or null if the owner itself is meant.</param>
/// <param name="Use">What makes it a payload.</param>
internal sealed record PayloadFinding(PayloadProblem Problem, INamedTypeSymbol? Owner, ISymbol? Member, PayloadUse Use)
{
    /// <summary>The member that leads there, else the type that it is about, else the element that needs it.</summary>
    public Location Location => (Member ?? Owner)?.Locations[0] ?? Use.Location;

    /// <summary>The type as it is written there.</summary>
    public SyntaxNode? TypeSyntax => Owner is null ? Use.Syntax : Member is null ? null : TypeSyntaxes.Of(Member);

    /// <summary>The type that it is about, if what is written there names it.</summary>
    public INamedTypeSymbol? About => Named(Member switch
    {
        IPropertySymbol property => property.Type,
        IFieldSymbol state => state.Type,
        _ => Use.Type,
    });

    private INamedTypeSymbol? Named(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Named(array.ElementType),
        INamedTypeSymbol named => TypeParser.ShortName(Nullability.NotNull(named)) == Problem.TypeName
            ? named
            : named.TypeArguments.Select(Named).FirstOrDefault(static found => found is not null),
        _ => null,
    };
}
