using PacketFlow.Elements;
using PacketFlow.Text;

namespace PacketFlow.Generators.Elements;

/// <summary>Writes the method that makes an instance of a handler class, or of a molecule, from the services it asks for.</summary>
internal static class ConstructionEmitter
{
    private const string Services = "global::PacketFlow.CompilerServices.Services";
    private const string Keyed = "global::Microsoft.Extensions.DependencyInjection.ServiceProviderKeyedServiceExtensions";

    public static void Write(SourceWriter writer, ContainerModel container)
    {
        string header = "private static object Create(global::System.IServiceProvider services) =>";
        if (container.Dependencies.Count == 0)
        {
            writer.Line(header).Indent().Line($"new {container.FullName}();").Outdent();
            return;
        }

        writer.Line(header).Indent().Line($"new {container.FullName}(").Indent();
        for (int i = 0; i < container.Dependencies.Count; i++)
        {
            string end = i == container.Dependencies.Count - 1 ? ");" : ",";
            writer.Line(Argument(container.Dependencies[i], container.FullName) + end);
        }

        writer.Outdent().Outdent();
    }

    private static string Argument(DependencyModel dependency, string target) => dependency switch
    {
        { Key: { } key, Default: null } => $"{Keyed}.GetRequiredKeyedService<{dependency.TypeName}>(services, {key})",
        { Key: { } key } => $"{Keyed}.GetKeyedService<{dependency.TypeName}>(services, {key})!",
        { Default: { } fallback } => $"{Services}.GetOr<{dependency.TypeName}>(services, {fallback})",
        _ => $"{Services}.Get<{dependency.TypeName}>(services, typeof({target}))",
    };
}
