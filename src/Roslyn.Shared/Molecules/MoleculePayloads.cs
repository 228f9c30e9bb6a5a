using Microsoft.CodeAnalysis;
using PacketFlow.Elements;
using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Molecules;

/// <summary>The types that the generated code of a sound molecule reads and writes, each with all that it leads to.</summary>
internal static class MoleculePayloads
{
    public static EquatableArray<PayloadModel> Of(MoleculeDraft draft, MoleculeModel model, CancellationToken cancellationToken)
    {
        Compilation compilation = draft.Compilation;
        IEnumerable<PayloadModel> models = Types(draft).SelectMany(type => PayloadParser.Graph(type, compilation, cancellationToken).Models);
        if (model.Output.Properties.Count > 0)
        {
            models = models.Append(Record(draft, model));
        }

        return models.GroupBy(static payload => payload.FormatterName).Select(static same => same.First()).ToEquatableArray();
    }

    private static IEnumerable<ITypeSymbol> Types(MoleculeDraft draft)
    {
        IEnumerable<ITypeSymbol?> ofSteps = draft.Steps.SelectMany(step =>
            SignatureParser.PayloadTypes(step.Method, draft.Compilation).Append(step.Output!).Append(Sequences.ItemOf(step.Output)!));
        System.Collections.Immutable.ImmutableArray<StepDraft> last = OutputParser.Last(draft);
        IEnumerable<ITypeSymbol> ofOutput = last is [var only]
            ? [OutputParser.Single(only, draft.Compilation)]
            : last.Select(step => OutputParser.PropertyType(step, draft));
        return ofSteps.Concat(ofOutput).OfType<ITypeSymbol>();
    }

    // The record is generated beside its formatter, so there is no symbol that it could be parsed from.
    private static ObjectPayload Record(MoleculeDraft draft, MoleculeModel model)
    {
        PayloadCatalog catalog = PayloadCatalog.Of(draft.Compilation);
        string typeName = $"{model.Container.FullName}.{model.Members.Output}";
        IEnumerable<PayloadField> fields = model.Output.Properties.Select(property =>
        {
            (PayloadNode node, FieldNullability nullability) = ObjectParser.Resolve(OutputParser.PropertyType(draft.Steps[property.Step], draft), catalog);
            return new PayloadField(
                property.Name,
                Identifiers.SnakeCase(property.Name),
                ObjectParser.TypeNameOf(node, nullability),
                node.Formatter,
                node.Primitive,
                node.CanNest,
                nullability,
                FieldSetting.Initializer,
                IsRequired: !property.IsOptional,
                Default: null);
        });
        return new ObjectPayload(
            typeName,
            typeName,
            FormatterNames.Of(typeName),
            MemberNames.IsPublic(draft.Type) && model.Members.Access == "public" ? FormatterRole.Listed : FormatterRole.Default,
            IsValueType: false,
            IsCase: false,
            fields.ToEquatableArray(),
            default);
    }
}
