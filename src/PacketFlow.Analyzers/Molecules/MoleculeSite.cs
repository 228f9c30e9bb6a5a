using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PacketFlow.Elements;

namespace PacketFlow.Molecules;

/// <summary>A molecule under judgement: its parsed model, and the symbols and attributes that it came from, for the places in source.</summary>
internal sealed class MoleculeSite(
    INamedTypeSymbol type, AttributeData attribute, MoleculeModel model, SymbolAnalysisContext context)
{
    private readonly ImmutableArray<IMethodSymbol> _methods = MoleculeSymbols.Steps(type);
    private readonly ImmutableArray<AttributeData> _bonds = MoleculeSymbols.Bonds(type);

    public INamedTypeSymbol Type => type;

    /// <summary>Its [Molecule].</summary>
    public AttributeData Attribute => attribute;

    public MoleculeModel Model => model;

    public Compilation Compilation => context.Compilation;

    public CancellationToken CancellationToken => context.CancellationToken;

    /// <summary>Its steps and bonds as the theory takes them.</summary>
    public MoleculeGraph Graph { get; } = new(model);

    /// <summary>Whether each bond names steps of the flow: where one does not, its steps may look unfed or unbonded without being so.</summary>
    public bool AreBondsInside { get; } = model.Bonds.All(static bond => bond.IsInside);

    /// <summary>The class's name in the part that has the [Molecule].</summary>
    public Location Location =>
        attribute.ApplicationSyntaxReference?.GetSyntax(CancellationToken)?.Parent?.Parent is TypeDeclarationSyntax declaration
            ? declaration.Identifier.GetLocation()
            : type.Locations[0];

    public Location AttributeLocation => attribute.Location(CancellationToken);

    /// <summary>Whether the compiler has something to say of a step: then what flows through it is not known.</summary>
    public bool IsBroken(int step) =>
        model.Steps[step].Handler.Problems.HasFlag(HandlerProblems.Malformed)
        || model.Steps[step].Inputs.Any(static input => input.Binding == InputBinding.Broken);

    /// <summary>Whether it is known what fills each parameter of a step.</summary>
    public bool IsFed(int step) => !IsBroken(step) && model.Steps[step].Inputs.All(static input => input.IsBound);

    /// <summary>The bonds to a step whose data cannot become a parameter of it. One each to one that is left over: no doubt what was meant.</summary>
    public IReadOnlyList<int> MismatchesInto(int step)
    {
        int[] mismatches = [.. Enumerable.Range(0, model.Bonds.Count).Where(bond => model.Bonds[bond].IsMismatch && model.Bonds[bond].ToStep == step)];
        return mismatches.Length == model.Steps[step].Inputs.Count(static input => input.Binding == InputBinding.Missing) ? mismatches : [];
    }

    /// <summary>The parameters of a step that nothing fills, but those that a bond's data were meant for.</summary>
    public IEnumerable<StepInput> UnproducedInputs(int step) =>
        IsBroken(step) || MayBeFedFromOutside(step) || MismatchesInto(step).Count > 0
            ? []
            : model.Steps[step].Inputs.Where(static input => input.Binding is InputBinding.Missing or InputBinding.FromNotBefore);

    /// <summary>The method of a step.</summary>
    public IMethodSymbol MethodOf(int step) => _methods[step];

    public AttributeData AttributeOf(int bond) => _bonds[bond];

    public Location LocationOfStep(int step) => _methods[step].Locations[0];

    public Location LocationOfBond(int bond) => _bonds[bond].Location(CancellationToken);

    /// <summary>Where a bond names its first (0) or second (1) step.</summary>
    public Location LocationOfEnd(int bond, int end)
    {
        string parameter = (model.Bonds[bond].Kind, end) switch
        {
            (BondKind.Ionic, 0) => "from",
            (BondKind.Ionic, _) => "to",
            (_, 0) => "a",
            _ => "b",
        };
        return _bonds[bond].ArgumentLocation(end, parameter, CancellationToken);
    }

    public Location LocationOf(int step, StepInput input) => _methods[step].Parameters[input.Parameter].Locations[0];

    /// <summary>A setting of the .editorconfig that holds where the molecule stands, or null if it says none.</summary>
    public string? Option(string key) =>
        context.Options.AnalyzerConfigOptionsProvider.GetOptions(Location.SourceTree!).TryGetValue(key, out string? value) ? value : null;

    // A bond from a name that is no step, or over items that there are not: that is reported, and what it would bring is not known.
    private bool MayBeFedFromOutside(int step)
    {
        string name = model.Steps[step].Target ?? model.Steps[step].Name;
        return (!model.Steps[step].IsInFlow && model.Steps[step].TargetStep < 0)
            || model.Bonds.Any(bond => bond.Kind == BondKind.Ionic && bond.To == name && (bond.FromStep < 0 || bond.ForEachState == ForEachState.NotEnumerable));
    }

    public void Report(DiagnosticDescriptor rule, Location location, params object?[] words) =>
        context.ReportDiagnostic(Diagnostic.Create(rule, location, words));

    /// <summary>Reports with what the fix needs.</summary>
    public void Report(DiagnosticDescriptor rule, Location location, FixFacts facts, params object?[] words) =>
        context.ReportDiagnostic(Diagnostic.Create(rule, location, facts.Others, facts.Properties, words));

    /// <summary>Reports with other places that belong to it, and facts for the fix.</summary>
    public void Report(
        DiagnosticDescriptor rule, Location location, IEnumerable<Location> others, IEnumerable<(string Key, string Value)> facts, params object?[] words) =>
        context.ReportDiagnostic(Diagnostic.Create(rule, location, others, Facts(facts), words));

    /// <summary>Reports more severely than the rule is by default.</summary>
    public void ReportError(
        DiagnosticDescriptor rule, Location location, IEnumerable<Location> others, IEnumerable<(string Key, string Value)> facts, params object?[] words) =>
        context.ReportDiagnostic(Diagnostic.Create(rule, location, DiagnosticSeverity.Error, others, Facts(facts), words));

    private static ImmutableDictionary<string, string?> Facts(IEnumerable<(string Key, string Value)> facts) =>
        facts.ToImmutableDictionary(static fact => fact.Key, static fact => (string?)fact.Value);
}
