using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>Finds the members of a class or struct that go over the wire.</summary>
internal static class MemberFinder
{
    /// <summary>Public state, base classes first; an overriding or hiding member stands where the first of its name stood.</summary>
    public static List<PayloadMember> Find(INamedTypeSymbol type, Compilation compilation)
    {
        var members = new List<PayloadMember>();
        foreach (INamedTypeSymbol one in Chain(type))
        {
            foreach (ISymbol symbol in one.GetMembers())
            {
                if (!IsState(symbol, compilation) || WireNames.IsIgnored(symbol) || OtherGenerators.Declare(symbol))
                {
                    members.RemoveAll(member => IsCarriable(symbol) && member.Symbol.Name == symbol.Name);
                    continue;
                }

                PayloadMember member = Describe(symbol, compilation);
                int hidden = members.FindIndex(other => other.Symbol.Name == symbol.Name);
                if (hidden < 0)
                {
                    members.Add(member);
                }
                else
                {
                    members[hidden] = member;
                }
            }
        }

        return members;
    }

    /// <summary>What the type itself would carry if the generator saw it: members that another generator adds.</summary>
    public static IEnumerable<ISymbol> FindForeign(INamedTypeSymbol type, Compilation compilation) => type.GetMembers()
        .Where(symbol => OtherGenerators.Declare(symbol) && IsState(symbol, compilation) && !WireNames.IsIgnored(symbol));

    /// <summary>The type and its bases that are not the framework's, the outermost base first. Bases in a circle do not bind and are left out.</summary>
    public static Stack<INamedTypeSymbol> Chain(INamedTypeSymbol type)
    {
        var chain = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? one = type; one is { SpecialType: SpecialType.None, TypeKind: not TypeKind.Error }; one = one.BaseType)
        {
            chain.Push(one);
        }

        return chain;
    }

    // A property that computes its value is not state: it has nothing to be sent, and nothing to be set.
    private static bool IsState(ISymbol symbol, Compilation compilation) => symbol switch
    {
        IPropertySymbol property => IsCarriable(property)
            && property.GetMethod is { } getter
            && compilation.IsSymbolAccessibleWithin(getter, compilation.Assembly)
            && (property.SetMethod is not null || !IsComputed(property)),
        IFieldSymbol => IsCarriable(symbol),
        _ => false,
    };

    private static bool IsCarriable(ISymbol symbol) => !symbol.IsForbidden() && symbol switch
    {
        IPropertySymbol { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public, CanBeReferencedByName: true } => true,
        IFieldSymbol { IsStatic: false, IsConst: false, IsImplicitlyDeclared: false, DeclaredAccessibility: Accessibility.Public, CanBeReferencedByName: true } => true,
        _ => false,
    };

    private static bool IsComputed(IPropertySymbol property) =>
        property.IsAbstract || property.RefKind != RefKind.None || !IsAuto(property);

    // In source the compiler shows the field behind it; in metadata it only marks the accessor.
    private static bool IsAuto(IPropertySymbol property) => property.Locations.Any(static location => location.IsInSource)
        ? property.ContainingType.GetMembers().Any(member =>
            member is IFieldSymbol { AssociatedSymbol: { } owner } && SymbolEqualityComparer.Default.Equals(owner, property))
        : property.GetMethod?.FindAttribute("System.Runtime.CompilerServices.CompilerGeneratedAttribute") is not null;

    private static PayloadMember Describe(ISymbol symbol, Compilation compilation)
    {
        (ITypeSymbol type, MemberAccess access, bool isRequired) = symbol switch
        {
            IPropertySymbol property => (property.Type, AccessOf(property, compilation), property.IsRequired),
            IFieldSymbol field => (field.Type, field.IsReadOnly ? MemberAccess.ReadOnly : MemberAccess.Settable, field.IsRequired),
            _ => throw new InvalidOperationException($"{symbol.Kind} is no member that goes over the wire."),
        };
        ITypeSymbol settled = Nullability.Settle(type, compilation);
        return new PayloadMember(symbol, settled, IsOblivious: !ReferenceEquals(settled, type), access, isRequired);
    }

    private static MemberAccess AccessOf(IPropertySymbol property, Compilation compilation) =>
        property.SetMethod is not { } setter || !compilation.IsSymbolAccessibleWithin(setter, compilation.Assembly) ? MemberAccess.ReadOnly
        : setter.IsInitOnly ? MemberAccess.InitOnly
        : MemberAccess.Settable;
}
