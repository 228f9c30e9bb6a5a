using Microsoft.CodeAnalysis;
using PacketFlow.Generators.Formatters;

namespace PacketFlow.Generators.Tests.Formatters;

/// <summary>The formatters' part of the generator alone.</summary>
internal sealed class FormattersOnly : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterPostInitializationOutput(static output => output.AddEmbeddedAttributeDefinition());
        FormatterPipeline.Emit(context, FormatterPipeline.Find(context));
    }
}
