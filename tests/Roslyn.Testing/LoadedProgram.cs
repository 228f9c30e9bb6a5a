using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Runtime.Loader;

namespace PacketFlow.Testing;

/// <summary>Compiled projects, loaded so that they can be called and then unloaded. PacketFlow.Abstractions is loaded beside them, from its file.</summary>
internal sealed class LoadedProgram : IDisposable
{
    private readonly AssemblyLoadContext _context = new("UserProgram", isCollectible: true);

    public LoadedProgram(IReadOnlyList<byte[]> images)
    {
        _context.LoadFromAssemblyPath(References.Path("AbstractionsPath"));
        foreach (byte[] image in images)
        {
            using var stream = new MemoryStream(image);
            _context.LoadFromStream(stream);
        }
    }

    /// <summary>Calls a static method without parameters.</summary>
    public object? Invoke(string assembly, string type, string method)
    {
        MethodInfo target = _context.Assemblies.Single(one => one.GetName().Name == assembly)
            .GetType(type, throwOnError: true)!
            .GetMethod(method, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
            .ShouldNotBeNull();
        try
        {
            return target.Invoke(null, null);
        }
        catch (TargetInvocationException failure) when (failure.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }

    public void Dispose() => _context.Unload();
}
