using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>Says why a type has no formatter at run time, and how it gets one.</summary>
internal static class FormatterMissing
{
    public static Diagnostic? Of(FormatterUse use, Compilation compilation, CancellationToken cancellationToken)
    {
        // What is wrong with a type that is marked is said where it is declared.
        if (use.Type.FindAttribute(WellKnownNames.PacketContract) is not null && IsOwn(use.Type, compilation))
        {
            return null;
        }

        PayloadGraph graph = PayloadParser.Graph(Nullability.NotNull(use.Type), compilation, cancellationToken);
        return graph.Problems.FirstOrDefault(static problem => problem.IsFatal) switch
        {
            null => Ungenerated(use, compilation),
            { Kind: PayloadProblemKind.Inaccessible } problem => PayloadNotEncodable.Of(Finding(use, problem, compilation)),
            var problem => PayloadRules.Of(Finding(use, problem, compilation)),
        };
    }

    private static PayloadFinding Finding(FormatterUse use, PayloadProblem problem, Compilation compilation) =>
        new(problem, Owner: null, Member: null, new PayloadUse(use.Type, compilation.Assembly, use.Location, Syntax: null));

    private static Diagnostic Ungenerated(FormatterUse use, Compilation compilation) => CanBeMarked(use.Type, compilation)
        ? Say(use, FixFacts.None.Beside([use.Type.Locations[0]]), "mark it with [PacketContract]")
        : Say(use, FixFacts.None, "use it as the payload of an element, or in a type with [PacketContract]");

    private static Diagnostic Say(FormatterUse use, FixFacts facts, string remedy) => PayloadNotEncodable.Descriptor.At(
        use.Location, facts, TypeParser.ShortName(use.Type), use.By, $"no formatter is generated for it; {remedy}");

    private static bool CanBeMarked(ITypeSymbol type, Compilation compilation) =>
        type is INamedTypeSymbol { IsGenericType: false, IsAnonymousType: false, IsTupleType: false } && IsOwn(type, compilation);

    private static bool IsOwn(ITypeSymbol type, Compilation compilation) =>
        SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly);
}
