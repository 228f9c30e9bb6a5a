using Microsoft.CodeAnalysis;
using PacketFlow.Generators.Elements;
using PacketFlow.Generators.Formatters;
using PacketFlow.Generators.Manifest;
using PacketFlow.Generators.Molecules;

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

        ElementPipeline.Emit(context, elements, project);
        MoleculePipeline.Emit(context, molecules);
        FormatterPipeline.Emit(context, FormatterPipeline.Find(context), elements.Payloads, molecules.Payloads, project.Payloads);
        ManifestPipeline.Emit(context, project, elements.ManifestPart, molecules.ManifestPart);
    }
}
