using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PacketFlow.Molecules;

/// <summary>From the attributes of a molecule to its bonds: first their ends, and, once the steps are fed, what flows along them.</summary>
internal static class BondParser
{
    public static ImmutableArray<BondModel> Parse(INamedTypeSymbol molecule, ImmutableArray<StepDraft> steps)
    {
        return [.. MoleculeSymbols.Bonds(molecule).Select(Parse)];

        BondModel Parse(AttributeData attribute)
        {
            string from = attribute.TextAt(0) ?? "", to = attribute.TextAt(1) ?? "";
            return new BondModel(MoleculeSymbols.KindOf(attribute) ?? BondKind.Ionic, from, to, Number(from), Number(to))
            {
                When = attribute.NamedText("When"),
                ForEach = attribute.Named<bool>("ForEach") ?? false,
                Parallelism = attribute.Named<int>("Parallelism"),
                Reason = attribute.NamedText("Reason"),
                Resource = attribute.NamedText("Resource"),
                Exclusive = attribute.Named<bool>("Exclusive") ?? false,
                Merge = attribute.NamedText("Merge"),
            };
        }

        int Number(string name) => steps.FirstOrDefault(step => step.IsInFlow && step.Method.Name == name)?.Index ?? -1;
    }

    /// <summary>The bond with what is known of it once all steps are fed.</summary>
    public static BondModel Complete(BondModel bond, MoleculeDraft draft) => bond.IsInside
        ? bond with
        {
            WhenState = BondMethods.StateOfWhen(bond, draft),
            MergeState = BondMethods.StateOfMerge(bond, draft),
            ForEachState = StateOfForEach(bond, draft),
            CarriesData = bond.IsOrder && Sources(bond, draft).Any(),
            IsMismatch = bond.IsOrder && IsMismatch(bond, draft),
        }
        : bond;

    private static IEnumerable<InputSource> Sources(BondModel bond, MoleculeDraft draft) => draft.Steps[bond.ToStep].Inputs
        .Where(static input => input.Binding == InputBinding.Step)
        .SelectMany(static input => input.Sources)
        .Where(source => source.Step == bond.FromStep);

    private static bool IsMismatch(BondModel bond, MoleculeDraft draft) =>
        draft.Offer(bond) is not null
        && !draft.Steps[bond.ToStep].Inputs.Any(input => input.Sources.Any(source => source.Step == bond.FromStep && source.Conversion != Conversion.None))
        && draft.Steps[bond.ToStep].Inputs.Any(input => input.Binding == InputBinding.Missing
            || (input.Binding == InputBinding.FromMismatch && input.Sources[0].Step == bond.FromStep));

    private static ForEachState StateOfForEach(BondModel bond, MoleculeDraft draft)
    {
        if (!bond.ForEach)
        {
            return ForEachState.None;
        }

        if (draft.Bonds.First(other => other.ForEach && other.ToStep == bond.ToStep) is var first && first.FromStep != bond.FromStep)
        {
            return ForEachState.Second;
        }

        return Sequences.ItemOf(draft.Steps[bond.FromStep].Output) is null ? ForEachState.NotEnumerable
            : Sources(bond, draft).Any(static source => source.IsItem) ? ForEachState.Valid
            : ForEachState.NoParameter;
    }
}
