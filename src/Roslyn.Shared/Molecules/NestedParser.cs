using Microsoft.CodeAnalysis;
using PacketFlow.Payloads;

namespace PacketFlow.Molecules;

/// <summary>
/// From [Nested(typeof(M))] to what M takes and gives. A molecule's types are those that its own steps declare, so this never goes
/// deeper than M, whatever nests what.
/// </summary>
internal static class NestedParser
{
    private const string Reference = "PacketFlow.Molecule";

    public static (NestedModel? Model, StepProblems Problems) Parse(StepDraft step, MoleculeDraft draft, CancellationToken cancellationToken)
    {
        if (step.Kind != StepKind.Nested || step.Method.FindAttribute(WellKnownNames.Nested)?.TypeAt(0) is not INamedTypeSymbol type)
        {
            return (null, step.Kind == StepKind.Nested ? StepProblems.NestedNotMolecule : StepProblems.None);
        }

        string typeName = type.ToDisplayString(PayloadParser.FullName);
        if (type.FindAttribute(WellKnownNames.Molecule) is not { } attribute)
        {
            return (new NestedModel(typeName, null, "", null, "", ""), StepProblems.NestedNotMolecule);
        }

        MoleculeTypes types = TypesOf(type, draft.Compilation, cancellationToken);
        StepProblems problems = StepProblems.None;
        ITypeSymbol[] payloads = [.. step.Payloads(draft.Compilation).Select(static item => item.Symbol.Type)];
        bool isFed = (types.Input, payloads) switch
        {
            (null, []) => true,
            ({ } wanted, [var given]) => TypeFit.Between(given, wanted, draft.Compilation) is { Conversion: Conversion.Identity, DropsNull: false },
            _ => false,
        };
        if (!isFed)
        {
            problems |= StepProblems.NestedInput;
        }

        // A step that declares no result leaves the nested molecule's alone. A generated record cannot be named by the step yet.
        if (step.Result is { } result && TypeFit.Between(types.Output, result, draft.Compilation) is not { Conversion: Conversion.Identity, DropsNull: false })
        {
            problems |= StepProblems.NestedOutput;
        }

        return (
            new NestedModel(
                typeName,
                attribute.TextAt(0),
                $"{typeName}.{MemberNames.Reference(type)}",
                attribute.Named<double>("TimeoutSeconds"),
                TypeNames.Readable(types.Input),
                types.HasRecord ? type.Name + ".Output" : TypeNames.Readable(types.Output)),
            problems);
    }

    // A molecule of a referenced assembly says its types in the generated reference; one of this compilation in its steps.
    private static MoleculeTypes TypesOf(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>())
        {
            if (property is { IsStatic: true, Type: INamedTypeSymbol { TypeArguments: [var input, var output] } reference }
                && reference.IsNamed(Reference)
                && !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly))
            {
                return new MoleculeTypes(OrNothing(input), OrNothing(output), HasRecord: false);
            }
        }

        return MoleculeParser.TypesOf(type, compilation, cancellationToken);
    }

    private static ITypeSymbol? OrNothing(ITypeSymbol type) => type.IsNamed("PacketFlow.Nothing") ? null : type;
}
