using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PacketFlow.Bench;

/// <summary>
/// The least that a generator over our attributes can do: it finds them and reads their arguments. What ours costs above this is what
/// its parsers cost.
/// </summary>
internal sealed class AttributeOnlyGenerator : IIncrementalGenerator
{
    private static readonly string[] Attributes =
        ["PacketFlow.ElementAttribute", "PacketFlow.MoleculeAttribute", "PacketFlow.PacketContractAttribute"];

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        foreach (string attribute in Attributes)
        {
            IncrementalValuesProvider<string> found = context.SyntaxProvider.ForAttributeWithMetadataName(
                attribute, static (_, _) => true, static (match, _) => Describe(match));
            context.RegisterSourceOutput(found.Collect(), (output, all) => output.AddSource(
                attribute + ".g.cs", "// " + all.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    private static string Describe(GeneratorAttributeSyntaxContext match)
    {
        ImmutableArray<TypedConstant> arguments = match.Attributes[0].ConstructorArguments;
        return match.TargetSymbol.Name + string.Join(",", arguments.Select(static argument => argument.Value))
            + string.Join(",", match.Attributes[0].NamedArguments.Select(static argument => argument.Key + argument.Value.Value));
    }
}
