using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>
/// Chooses the constructor that generated code calls: the one that an attribute names, else the one that leaves the fewest members
/// without a value; among those a record's with the most parameters, any other type's with the fewest.
/// </summary>
internal static class ConstructorChooser
{
    public static ConstructorChoice? Choose(INamedTypeSymbol type, List<PayloadMember> members, Compilation compilation)
    {
        ImmutableArray<IMethodSymbol> candidates = [.. type.InstanceConstructors.Where(one => IsUsable(one, type, compilation))];
        if (candidates.FirstOrDefault(IsNamed) is { } named)
        {
            candidates = [named];
        }

        ConstructorChoice? best = null;
        foreach (IMethodSymbol constructor in candidates)
        {
            if (Match(constructor, members, compilation) is { } choice && (best is null || IsBetter(choice, best, type.IsRecord)))
            {
                best = choice;
            }
        }

        return best;
    }

    private static bool IsUsable(IMethodSymbol constructor, INamedTypeSymbol type, Compilation compilation) =>
        compilation.IsSymbolAccessibleWithin(constructor, compilation.Assembly)
        && !constructor.IsVararg
        && !constructor.IsForbidden()
        && constructor.Parameters.All(static parameter => parameter.RefKind is RefKind.None or RefKind.In)
        && !(type.IsRecord && constructor.Parameters.Length == 1
            && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, type));

    private static bool IsNamed(IMethodSymbol constructor) =>
        constructor.FindAttribute("System.Text.Json.Serialization.JsonConstructorAttribute") is not null
        || constructor.FindAttribute("MessagePack.SerializationConstructorAttribute") is not null;

    private static bool IsBetter(ConstructorChoice one, ConstructorChoice other, bool isRecord) =>
        one.Unset.Length != other.Unset.Length ? one.Unset.Length < other.Unset.Length
        : isRecord ? one.Parameters.Length > other.Parameters.Length
        : one.Parameters.Length < other.Parameters.Length;

    private static ConstructorChoice? Match(IMethodSymbol constructor, List<PayloadMember> members, Compilation compilation)
    {
        var parameters = ImmutableArray.CreateBuilder<(IParameterSymbol, int)>(constructor.Parameters.Length);
        var taken = new HashSet<int>();
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            int member = MemberFor(parameter, members, compilation);
            if (member >= 0 && taken.Add(member))
            {
                parameters.Add((parameter, member));
            }
            else if (!parameter.IsOptional && !parameter.IsParams)
            {
                return null;
            }
        }

        return new ConstructorChoice(
            constructor,
            parameters.ToImmutable(),
            [.. members.Where((member, index) => member.Access == MemberAccess.ReadOnly && !taken.Contains(index))]);
    }

    // The name decides, letter case aside, since parameters and members follow different conventions; an exact match comes first.
    private static int MemberFor(IParameterSymbol parameter, List<PayloadMember> members, Compilation compilation)
    {
        int index = members.FindIndex(member => member.Symbol.Name == parameter.Name);
        if (index < 0)
        {
            index = members.FindIndex(member => string.Equals(member.Symbol.Name, parameter.Name, StringComparison.OrdinalIgnoreCase));
        }

        return index >= 0 && Accepts(parameter, members[index], compilation) ? index : -1;
    }

    private static bool Accepts(IParameterSymbol parameter, PayloadMember member, Compilation compilation) =>
        SymbolEqualityComparer.Default.Equals(parameter.Type, member.Type) || compilation.HasImplicitConversion(member.Type, parameter.Type);
}
