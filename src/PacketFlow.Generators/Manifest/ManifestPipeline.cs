using Microsoft.CodeAnalysis;
using PacketFlow.Manifest;
using PacketFlow.Text;

namespace PacketFlow.Generators.Manifest;

/// <summary>Joins what the features found into the assembly's module and AddElements.</summary>
internal static class ManifestPipeline
{
    public static void Emit(
        IncrementalGeneratorInitializationContext context,
        ProjectPipeline.Providers project,
        IncrementalValueProvider<EquatableArray<string>> experiments,
        params IncrementalValueProvider<ManifestPart>[] parts)
    {
        IncrementalValueProvider<EquatableArray<ManifestPart>> joined = parts.Aggregate(
            context.CompilationProvider.Select(static (_, _) => EquatableArray<ManifestPart>.Empty),
            static (all, one) => all.Combine(one).Select(static (pair, _) => pair.Left.Append(pair.Right).ToEquatableArray()));

        IncrementalValueProvider<ManifestModel?> manifest = project.Project.Combine(project.Modules).Combine(joined)
            .Select(static (input, _) => Join(input.Left.Left, input.Left.Right, input.Right))
            .WithTrackingName(TrackingNames.Manifest);

        context.RegisterFiles(manifest, experiments, static (output, model) =>
        {
            if (model is not null)
            {
                Guard.Emit(output, "Module", model, ManifestEmitter.Emit);
            }
        });
    }

    private static ManifestModel? Join(ProjectModel project, EquatableArray<ModuleModel> modules, EquatableArray<ManifestPart> parts) =>
        project.HasAbstractions
            ? new ManifestModel(project.Assembly, parts, modules.Select(static module => module.TypeName).ToEquatableArray())
            : null;
}
