using System.Runtime.CompilerServices;

namespace PacketFlow.MessagePack;

/// <summary>
/// Runs the module initializer in which generated code announces its formatters. The runtime does so by itself when a method of
/// the assembly first runs; a type may be asked for earlier, by name alone.
/// </summary>
internal static class GeneratedModules
{
    public static void Load(Type type)
    {
        RuntimeHelpers.RunModuleConstructor(type.Module.ModuleHandle);
        foreach (Type argument in type.GenericTypeArguments)
        {
            Load(argument);
        }

        if (type.GetElementType() is { } element)
        {
            Load(element);
        }
    }
}
