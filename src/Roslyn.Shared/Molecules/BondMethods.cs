using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PacketFlow.Molecules;

/// <summary>The methods that bonds name: conditions over an output, and merges of two.</summary>
internal static class BondMethods
{
    /// <summary>A condition is <c>static bool When(T output)</c>.</summary>
    public static MethodState StateOfWhen(BondModel bond, MoleculeDraft draft) => StateOf(
        bond.When,
        draft.Type,
        method => method.ReturnType.SpecialType == SpecialType.System_Boolean && Takes(method, draft, bond.FromStep));

    /// <summary>A merge is <c>static T Merge(T a, T b)</c>: both steps give a T, and both have given what it returns.</summary>
    public static MethodState StateOfMerge(BondModel bond, MoleculeDraft draft) => StateOf(
        bond.Merge,
        draft.Type,
        method => Takes(method, draft, bond.FromStep, bond.ToStep)
            && IsImplicit(method.ReturnType, draft.Steps[bond.FromStep].Output, draft.Compilation)
            && IsImplicit(method.ReturnType, draft.Steps[bond.ToStep].Output, draft.Compilation));

    private static MethodState StateOf(string? name, INamedTypeSymbol molecule, Func<IMethodSymbol, bool> fits)
    {
        if (name is null)
        {
            return MethodState.None;
        }

        ImmutableArray<IMethodSymbol> methods = [.. molecule.GetMembers(name).OfType<IMethodSymbol>()];
        return methods switch
        {
            [] => MethodState.Missing,
            _ when methods.Any(method => method is { IsStatic: true, IsGenericMethod: false } && fits(method)) => MethodState.Valid,
            _ when methods.Any(fits) => MethodState.NotStatic,
            _ => MethodState.WrongSignature,
        };
    }

    private static bool Takes(IMethodSymbol method, MoleculeDraft draft, params int[] steps) =>
        method.Parameters.Length == steps.Length
        && method.Parameters.Zip(steps, (parameter, step) =>
            parameter.RefKind == RefKind.None && IsImplicit(draft.Steps[step].Output, parameter.Type, draft.Compilation)).All(static fits => fits);

    private static bool IsImplicit(ITypeSymbol? source, ITypeSymbol? target, Compilation compilation) =>
        TypeFit.Between(source, target, compilation) is { Fits: true, Rank: < 2 } fit
        && (!fit.DropsNull || target is { IsReferenceType: true });
}
