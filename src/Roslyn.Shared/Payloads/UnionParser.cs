using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PacketFlow.Text;

namespace PacketFlow.Payloads;

/// <summary>From a type with [Union] to the model of its formatter.</summary>
internal sealed class UnionParser(INamedTypeSymbol type, PayloadName name, string formatterName, PayloadCatalog catalog)
{
    public PayloadContent Parse()
    {
        var cases = new List<(INamedTypeSymbol Type, string Name)>();
        var faults = ImmutableArray.CreateBuilder<PayloadFault>();
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass is not { } class_ || !class_.IsNamed(WellKnownNames.Union))
            {
                continue;
            }

            if (attribute.ConstructorArguments.Length == 0)
            {
                AddNested(type, cases);
            }
            else if (attribute.TypeAt(0) is INamedTypeSymbol given)
            {
                cases.Add((given, attribute.TextAt(1) ?? Identifiers.SnakeCase(given.Name)));
            }
        }

        Check(cases, faults);
        PayloadNode[] nodes = [.. cases.Select(one => TypeParser.Object((INamedTypeSymbol)Nullability.NotNull(one.Type), catalog))];
        var model = new UnionPayload(
            name.Code,
            name.Clr,
            formatterName,
            Listing.RoleOf(type, catalog.Compilation),
            Order(cases).Select(static one => Describe(one.Type, one.Name)).ToEquatableArray());
        return new PayloadContent(
            model,
            [.. nodes.Select(static node => new PayloadEdge($"({TypeParser.ShortName(node.Type)})", node))],
            faults.ToImmutable());
    }

    private void AddNested(INamedTypeSymbol container, List<(INamedTypeSymbol Type, string Name)> cases)
    {
        foreach (INamedTypeSymbol nested in container.GetTypeMembers())
        {
            if (nested.Arity > 0)
            {
                continue;
            }

            if (!nested.IsAbstract && Unions.DerivesFrom(nested, type))
            {
                cases.Add((nested, Identifiers.SnakeCase(nested.Name)));
            }

            AddNested(nested, cases);
        }
    }

    private void Check(List<(INamedTypeSymbol Type, string Name)> cases, ImmutableArray<PayloadFault>.Builder faults)
    {
        if (cases.Count == 0)
        {
            faults.Add(new PayloadFault(PayloadProblemKind.Polymorphic));
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var types = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        foreach ((INamedTypeSymbol one, string caseName) in cases)
        {
            if (one.IsAbstract
                || one.TypeKind is not (TypeKind.Class or TypeKind.Struct)
                || !Unions.DerivesFrom(one, type)
                || !catalog.Compilation.CanName(one)
                || !names.Add(caseName)
                || !types.Add(one))
            {
                faults.Add(new PayloadFault(PayloadProblemKind.BadCase, $"({TypeParser.ShortName(one)})", TypeParser.ShortName(one)));
            }
        }
    }

    // The first pattern that fits wins, so a base must not stand before what derives from it.
    private static IEnumerable<(INamedTypeSymbol Type, string Name)> Order(List<(INamedTypeSymbol Type, string Name)> cases) =>
        cases.OrderByDescending(static one => MemberFinder.Chain(one.Type).Count).ThenBy(static one => one.Name, StringComparer.Ordinal);

    private static UnionCase Describe(INamedTypeSymbol type, string caseName)
    {
        string typeName = PayloadName.Of(Nullability.NotNull(type)).Code;
        return new UnionCase(caseName, typeName, FormatterNames.Of(typeName));
    }
}
