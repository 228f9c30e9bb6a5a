using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PacketFlow.Chemistry;
using PacketFlow.Elements;
using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Molecules;

/// <summary>
/// From a class with [Molecule] to its model. It takes code in any state of being typed and never throws for it. The order: what
/// steps there are, what bonds, what the first steps need, then each step after its predecessors, then what that says of the bonds.
/// </summary>
internal static class MoleculeParser
{
    /// <summary>The model of a class, or null if it has no [Molecule].</summary>
    public static MoleculeModel? Parse(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken) =>
        Parse(type, compilation, cancellationToken, out _);

    /// <summary>The model of a class, and what its generated code has to carry.</summary>
    public static MoleculeModel? Parse(
        INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken, out EquatableArray<PayloadModel> payloads)
    {
        payloads = default;
        if (type.FindAttribute(WellKnownNames.Molecule) is not { } attribute)
        {
            return null;
        }

        (MoleculeDraft draft, bool isCyclic, ImmutableArray<ITypeSymbol> candidates) = Feed(type, compilation, cancellationToken);
        StepProblems[] stepProblems = [.. draft.Steps.Select(step => StepParser.ProblemsOf(step, draft))];
        foreach (StepDraft compensation in draft.Steps.Where(static step => step.Kind == StepKind.Compensation))
        {
            if (!CompensationBinder.Bind(compensation, draft))
            {
                stepProblems[compensation.Index] |= StepProblems.OutputNotNullable;
            }
        }

        bool needsInstance = draft.Steps.Any(static step => !step.Method.IsStatic && !ElementParser.IsBodyless(step.Method));
        ContainerModel container = ContainerParser.Parse(type, needsInstance, compilation, out HandlerProblems containerProblems);
        MoleculeMembers members = MemberNames.Choose(
            type, OutputParser.Last(draft).Select(static step => step.Output).Append(draft.Input), out bool collides);
        string? name = attribute.TextAt(0);
        var model = new MoleculeModel(
            name ?? "",
            attribute.Named<int>("Version") ?? 1,
            attribute.Named<double>("TimeoutSeconds"),
            container,
            draft.Steps.Select(step => StepModelParser.Parse(step, stepProblems[step.Index], container, draft, cancellationToken)).ToEquatableArray(),
            draft.Bonds.Select(bond => BondParser.Complete(bond, draft)).ToEquatableArray(),
            draft.Input is null ? null : PayloadParser.Reference(draft.Input, compilation),
            candidates.Select(static candidate => TypeNames.Readable(candidate)).Distinct().ToEquatableArray(),
            OutputParser.Parse(draft),
            members,
            Problems());
        payloads = model.IsSound ? MoleculePayloads.Of(draft, model, cancellationToken) : default;
        return model;

        MoleculeProblems Problems()
        {
            MoleculeProblems problems = MoleculeProblems.None;
            Add(MoleculeProblems.Malformed, name is null);
            Add(MoleculeProblems.NameNotWireSafe, name is not null && ElementName.Check(name) != ElementNameFault.None);
            Add(MoleculeProblems.NotPartial, !container.IsPartial);
            Add(MoleculeProblems.AbstractOrGeneric, containerProblems.HasFlag(HandlerProblems.AbstractOrGeneric));
            Add(MoleculeProblems.Inaccessible, containerProblems.HasFlag(HandlerProblems.Inaccessible));
            Add(MoleculeProblems.NoConstructor, containerProblems.HasFlag(HandlerProblems.NoConstructor));
            Add(MoleculeProblems.Empty, !draft.Steps.Any(static step => step.IsInFlow));
            Add(MoleculeProblems.Cyclic, isCyclic);
            Add(MoleculeProblems.AmbiguousInput, candidates.Length > 0 && !IsEnough(draft.Input, candidates, compilation));
            Add(MoleculeProblems.NameCollision, collides);
            return problems;

            void Add(MoleculeProblems problem, bool holds) => problems |= holds ? problem : MoleculeProblems.None;
        }
    }

    /// <summary>What a molecule of this compilation takes and gives.</summary>
    public static MoleculeTypes TypesOf(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        MoleculeDraft draft = Feed(type, compilation, cancellationToken).Draft;
        ImmutableArray<StepDraft> last = OutputParser.Last(draft);
        return new MoleculeTypes(draft.Input, last is [var only] ? OutputParser.Single(only, compilation) : null, HasRecord: last.Length > 1);
    }

    private static (MoleculeDraft Draft, bool IsCyclic, ImmutableArray<ITypeSymbol> InputCandidates) Feed(
        INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        ImmutableArray<StepDraft> steps = StepParser.Parse(type, compilation);
        var draft = new MoleculeDraft(type, compilation, steps, BondParser.Parse(type, steps));
        foreach (BondModel bond in draft.Bonds.Where(static bond => bond is { IsOrder: true, ForEach: true }))
        {
            StepDraft each = steps[bond.ToStep];
            each.IsForEach = true;
            each.Output = each.Result is null ? null : Sequences.Gather(each.Result, compilation);
        }

        (IReadOnlyList<StepDraft> ordered, bool isCyclic) = draft.Ordered();
        ImmutableArray<ITypeSymbol> candidates = InputCandidates(draft);
        draft.Input = candidates.FirstOrDefault(candidate => IsEnough(candidate, candidates, compilation)) ?? candidates.FirstOrDefault();
        foreach (StepDraft step in ordered.Concat(steps.Where(static step => step.Kind == StepKind.Substitute)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            InputBinder.Bind(step, draft);
        }

        return (draft, isCyclic, candidates);
    }

    // What the first steps need, one after the other.
    private static ImmutableArray<ITypeSymbol> InputCandidates(MoleculeDraft draft) =>
    [
        .. draft.Steps
            .Where(step => step.IsInFlow && !draft.Into(step).Any())
            .SelectMany(step => step.Payloads(draft.Compilation))
            .Where(static item => !item.Symbol.HasExplicitDefaultValue
                && SignatureParser.CanBeCarried(item.Symbol.Type)
                && item.Symbol.FindAttribute(WellKnownNames.From) is null)
            .Select(static item => item.Symbol.Type),
    ];

    private static bool IsEnough(ITypeSymbol? input, ImmutableArray<ITypeSymbol> needed, Compilation compilation) =>
        needed.All(need => TypeFit.Between(input, need, compilation) is { Fits: true, Rank: < 2, DropsNull: false });
}
