using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PacketFlow;

/// <summary>What every analyzer does first.</summary>
internal static class AnalysisContextExtensions
{
    /// <summary>
    /// Starts only in compilations that reference PacketFlow.Abstractions: others pay one look at the names of their references.
    /// </summary>
    public static void RegisterForUsers(this AnalysisContext context, Action<CompilationStartAnalysisContext> start) =>
        context.RegisterCompilationStartAction(compilation =>
        {
            if (compilation.Compilation.References(WellKnownNames.Abstractions))
            {
                start(compilation);
            }
        });

    /// <summary>Whether an assembly of that name is referenced.</summary>
    public static bool References(this Compilation compilation, string assemblyName) =>
        compilation.ReferencedAssemblyNames.Any(reference => reference.Name == assemblyName);
}
