using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PacketFlow.Elements;
using PacketFlow.Text;

namespace PacketFlow.Molecules;

/// <summary>
/// Finds what fills a step's parameters: what [From] names, else the one ionic predecessor whose output fits, else the molecule's
/// input. Of several predecessors that fit, the one that fits as it is wins over those that must be converted; predecessors that exclude
/// each other by their conditions fill one parameter together.
/// </summary>
internal static class InputBinder
{
    /// <summary>Fills the parameters of a step whose predecessors are done, and finds what must hold for it to run.</summary>
    public static void Bind(StepDraft step, MoleculeDraft draft)
    {
        List<BondModel> bonds = [.. draft.Into(step)];
        var inputs = new List<StepInput>();
        ImmutableHashSet<Condition> conditions = bonds.Count == 0 ? [] : Condition.Common(bonds.Select(draft.ConditionsOf));
        foreach ((int place, IParameterSymbol parameter) in step.Payloads(draft.Compilation))
        {
            StepInput input = Bind(step, place, parameter, bonds, draft);
            inputs.Add(input);
            if (input is { Binding: InputBinding.Step, IsRequired: true })
            {
                conditions = conditions.Union(Condition.Common(input.Sources.Select(source => ConditionsOf(source.Step, bonds, draft))));
            }
        }

        step.Inputs = inputs.ToEquatableArray();
        step.Conditions = conditions;
    }

    private static ImmutableHashSet<Condition> ConditionsOf(int source, List<BondModel> bonds, MoleculeDraft draft) =>
        bonds.Find(bond => bond.FromStep == source) is { } bond ? draft.ConditionsOf(bond) : draft.Steps[source].Conditions;

    private static StepInput Bind(StepDraft step, int place, IParameterSymbol parameter, List<BondModel> bonds, MoleculeDraft draft)
    {
        if (!SignatureParser.CanBeCarried(parameter.Type))
        {
            return Input(InputBinding.Broken);
        }

        if (parameter.FindAttribute(WellKnownNames.From) is { } from)
        {
            return BindFrom(from.TextAt(0));
        }

        List<(BondModel Bond, TypeFit Fit)> fits =
            [.. bonds.Select(bond => (bond, TypeFit.Between(draft.Offer(bond), parameter.Type, draft.Compilation))).Where(static item => item.Item2.Fits)];
        if (fits.Count > 0)
        {
            return BindPredecessors();
        }

        TypeFit input = TypeFit.Between(draft.Input, parameter.Type, draft.Compilation);
        if (input is { Fits: true, Rank: < 2 })
        {
            return Input(InputBinding.Molecule, Source(-1, input, draft.Input, isItem: false));
        }

        // The first steps make the molecule's input: where they disagree, that is said once, of the molecule.
        return bonds.Count == 0 && draft.Input is not null && step.IsInFlow && !parameter.HasExplicitDefaultValue ? Input(InputBinding.Molecule)
            : parameter.HasExplicitDefaultValue ? Input(InputBinding.Default)
            : Input(InputBinding.Missing);

        StepInput BindPredecessors()
        {
            int best = fits.Min(static item => item.Fit.Rank);
            List<(BondModel Bond, TypeFit Fit)> chosen = AreExclusive(fits) ? fits : [.. fits.Where(item => item.Fit.Rank == best)];
            return Input(
                AreExclusive(chosen) ? InputBinding.Step : InputBinding.Ambiguous,
                [.. chosen.Select(item => Source(item.Bond.FromStep, item.Fit, draft.Offer(item.Bond), item.Bond.ForEach))]);
        }

        bool AreExclusive(List<(BondModel Bond, TypeFit Fit)> items) => items.All(left => items.All(right =>
            left.Bond == right.Bond || Condition.AreExclusive(draft.ConditionsOf(left.Bond), draft.ConditionsOf(right.Bond))));

        StepInput BindFrom(string? name)
        {
            if (draft.Steps.FirstOrDefault(other => other.IsInFlow && other.Method.Name == name) is not { } source)
            {
                return Input(InputBinding.FromUnknown);
            }

            if (source == step || !draft.IsBefore(source, step))
            {
                return Input(InputBinding.FromNotBefore);
            }

            bool isItem = bonds.Find(bond => bond.FromStep == source.Index) is { ForEach: true };
            TypeFit item = TypeFit.Between(isItem ? Sequences.ItemOf(source.Output) : null, parameter.Type, draft.Compilation);
            TypeFit whole = TypeFit.Between(source.Output, parameter.Type, draft.Compilation);
            return item.Fits ? Input(InputBinding.Step, Source(source.Index, item, Sequences.ItemOf(source.Output), isItem: true))
                : whole.Fits ? Input(InputBinding.Step, Source(source.Index, whole, source.Output, isItem: false))
                : Input(InputBinding.FromMismatch, Source(source.Index, default, null, isItem));
        }

        InputSource Source(int step, TypeFit fit, ITypeSymbol? value, bool isItem) => InputSources.Of(step, fit, value, isItem, draft.Compilation);

        StepInput Input(InputBinding binding, params InputSource[] sources) => new(
            place,
            parameter.Name,
            TypeNames.Readable(parameter.Type),
            InputSources.IsRequired(parameter),
            binding,
            sources.ToEquatableArray(),
            binding == InputBinding.Missing ? Offers(bonds, draft) : default);
    }

    private static EquatableArray<InputOffer> Offers(List<BondModel> bonds, MoleculeDraft draft)
    {
        var offers = new List<InputOffer>();
        foreach (BondModel bond in bonds)
        {
            if (draft.Offer(bond) is { } offer)
            {
                offers.Add(new InputOffer(bond.FromStep, TypeNames.Readable(offer)));
            }
        }

        if (draft.Input is { } input)
        {
            offers.Add(new InputOffer(-1, TypeNames.Readable(input)));
        }

        return offers.ToEquatableArray();
    }
}
