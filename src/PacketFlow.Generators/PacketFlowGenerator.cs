using Microsoft.CodeAnalysis;
using PacketFlow.Generators.Elements;
using PacketFlow.Generators.Formatters;
using PacketFlow.Generators.Manifest;
using PacketFlow.Generators.Molecules;
using PacketFlow.Text;

namespace PacketFlow.Generators;

/// <summary>Finds what carries PacketFlow's attributes and writes what it takes to run it: handlers, references and the assembly's module.</summary>
[Generator]
public sealed class PacketFlowGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterPostInitializationOutput(static output => output.AddEmbeddedAttributeDefinition());

        ProjectPipeline.Providers project = ProjectPipeline.Find(context);
        ElementPipeline.Providers elements = ElementPipeline.Find(context);
        MoleculePipeline.Providers molecules = MoleculePipeline.Find(context);

        FormatterPipeline.Providers contracts = FormatterPipeline.Find(context);
        IncrementalValueProvider<EquatableArray<string>> experiments =
            FileOutput.Join(elements.Experiments, molecules.Experiments, contracts.Experiments);

        ElementPipeline.Emit(context, elements, project, experiments);
        MoleculePipeline.Emit(context, molecules, experiments);
        FormatterPipeline.Emit(context, experiments, contracts.Payloads, elements.Payloads, molecules.Payloads, project.Payloads);
        ManifestPipeline.Emit(context, project, experiments, elements.ManifestPart, molecules.ManifestPart);
    }
}
