using Microsoft.CodeAnalysis;
using PacketFlow.Manifest;
using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Generators.Manifest;

/// <summary>Selects from the compilation the few facts that the output depends on, so that no step after it sees a compilation.</summary>
internal static class ProjectPipeline
{
    public static Providers Find(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<EquatableArray<ModuleModel>> modules = context.CompilationProvider
            .Select(static (compilation, token) => ModuleReader.Read(compilation, token))
            .WithTrackingName(TrackingNames.Modules);
        return new Providers(
            context.CompilationProvider
                .Select(static (compilation, _) => new ProjectModel(compilation.AssemblyName ?? "", HasAbstractions(compilation)))
                .WithTrackingName(TrackingNames.Project),
            modules,
            modules.SelectMany(static (all, _) => all.SelectMany(static module => module.Elements).Select(static element => element.Payloads)));
    }

    private static bool HasAbstractions(Compilation compilation) =>
        compilation.SourceModule.ReferencedAssemblies.Any(static name => name.Name == WellKnownNames.Abstractions);

    /// <param name="Project">The project.</param>
    /// <param name="Modules">The modules of its references.</param>
    /// <param name="Payloads">Types of theirs that need a formatter here.</param>
    internal sealed record Providers(
        IncrementalValueProvider<ProjectModel> Project,
        IncrementalValueProvider<EquatableArray<ModuleModel>> Modules,
        IncrementalValuesProvider<EquatableArray<PayloadModel>> Payloads);
}
