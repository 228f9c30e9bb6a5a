using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Molecules;

/// <summary>From the last steps of a molecule to what it gives.</summary>
internal static class OutputParser
{
    // Members that every record has, and the one that none may have.
    private static readonly ImmutableHashSet<string> Reserved =
    [
        "Clone", "EqualityContract", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "PrintMembers", "ReferenceEquals", "ToString",
    ];

    /// <summary>The steps that nothing follows and that have a result; of several with one name the first.</summary>
    public static ImmutableArray<StepDraft> Last(MoleculeDraft draft) =>
    [
        .. draft.Steps
            .Where(step => step is { IsInFlow: true, Output: not null } && !draft.Bonds.Any(bond => bond.IsOrder && bond.FromStep == step.Index))
            .GroupBy(static step => step.Method.Name)
            .Select(static same => same.First()),
    ];

    /// <summary>The type of the only last step's output: nullable if the step may be skipped.</summary>
    public static ITypeSymbol Single(StepDraft step, Compilation compilation) =>
        step.Conditions.IsEmpty ? step.Output! : Optional(step.Output!, compilation);

    public static OutputModel Parse(MoleculeDraft draft)
    {
        ImmutableArray<StepDraft> last = Last(draft);
        return last.Length switch
        {
            0 => new OutputModel(null, -1, default),
            1 => new OutputModel(PayloadParser.Reference(Single(last[0], draft.Compilation), draft.Compilation), last[0].Index, default),
            _ => new OutputModel(null, -1, last.Select(step => Property(step, last, draft)).ToEquatableArray()),
        };
    }

    /// <summary>The type of the property that one of several last steps has.</summary>
    public static ITypeSymbol PropertyType(StepDraft step, MoleculeDraft draft) =>
        IsOptional(step, draft) ? Optional(step.Output!, draft.Compilation) : step.Output!;

    private static OutputProperty Property(StepDraft step, ImmutableArray<StepDraft> last, MoleculeDraft draft)
    {
        string name = step.Method.Name;
        while (Reserved.Contains(name) || last.Any(other => other != step && other.Method.Name == name))
        {
            name += "_";
        }

        PayloadRef type = PayloadParser.Reference(PropertyType(step, draft), draft.Compilation);
        return new OutputProperty(step.Index, name, type, IsOptional(step, draft));
    }

    private static bool IsOptional(StepDraft step, MoleculeDraft draft) => !step.Conditions.IsEmpty || MayFailAlone(step, draft);

    // A metallic step fails alone, and what depends on it then never starts.
    private static bool MayFailAlone(StepDraft step, MoleculeDraft draft)
    {
        return draft.Bonds.Any(bond =>
            bond is { Kind: BondKind.Metallic, IsInside: true } && (Reaches(bond.FromStep) || Reaches(bond.ToStep)));

        bool Reaches(int metallic) => metallic == step.Index || draft.IsBefore(draft.Steps[metallic], step);
    }

    private static ITypeSymbol Optional(ITypeSymbol type, Compilation compilation) => type switch
    {
        { IsReferenceType: true } => type.WithNullableAnnotation(NullableAnnotation.Annotated),
        { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => type,
        _ => compilation.GetSpecialType(SpecialType.System_Nullable_T).Construct(type),
    };
}
