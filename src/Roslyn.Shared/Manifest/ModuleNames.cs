using PacketFlow.Text;

namespace PacketFlow.Manifest;

/// <summary>Names an assembly's module.</summary>
internal static class ModuleNames
{
    /// <summary>
    /// The namespace of an assembly's module, different for every two assemblies. It starts with PacketFlow.Modules, not with the assembly's
    /// own name: a namespace <c>Shop.PacketFlow</c> would hide ours from all code in <c>Shop</c>.
    /// </summary>
    public static string Namespace(string assembly)
    {
        bool isPlain = assembly.Length > 0 && assembly.Split('.').All(IsPlain);
        string name = isPlain ? assembly.Replace('.', '_') : Identifiers.Unique(assembly);
        return $"PacketFlow.Modules.{(name.Length > 0 && char.IsDigit(name[0]) ? "_" : "")}{name}";
    }

    // Where nothing but the dots is replaced, nothing can collide.
    private static bool IsPlain(string part) => part.Length > 0 && part.All(static c => c < 128 && char.IsLetterOrDigit(c));
}
