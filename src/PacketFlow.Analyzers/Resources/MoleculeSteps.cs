using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PacketFlow.Elements;
using PacketFlow.Molecules;
using PacketFlow.Submit;

namespace PacketFlow.Resources;

/// <summary>What the steps of molecules do to resources.</summary>
internal static class MoleculeSteps
{
    /// <summary>What a step with an rm element of the registry does to the resource that its attribute names.</summary>
    public static LockCall? LockOf(IMethodSymbol step) =>
        SourceElements.Of(step) is { FixedLock: { } resource } element && LockCall.KindOf(element.Address) is { } kind ? new LockCall(resource, kind) : null;

    /// <summary>The resources that a molecule's covalent bonds name.</summary>
    public static IEnumerable<string> CovalentResources(INamedTypeSymbol molecule) => MoleculeSymbols.Bonds(molecule)
        .Where(static bond => MoleculeSymbols.KindOf(bond) == BondKind.Covalent)
        .Select(static bond => bond.NamedText("Resource"))
        .OfType<string>();

    /// <summary>The resources that a step takes while it runs, nested molecules aside.</summary>
    public static ImmutableHashSet<string> TakenBy(IMethodSymbol step, WaitGraph graph)
    {
        // What releases takes nothing, although it names a resource.
        if (LockOf(step) is { } own)
        {
            return own.Kind == LockKind.Release ? [] : [own.Resource];
        }

        if (SourceElements.Of(step) is not { } element)
        {
            return [];
        }

        ImmutableHashSet<string> taken = ElementParser.IsBodyless(step) ? graph.TakenBy(element.Address) : graph.TakenBy(step);
        return element.FixedLock is { } resource ? taken.Add(resource) : taken;
    }
}
