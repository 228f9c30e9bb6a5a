using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using PacketFlow.Generators;

namespace PacketFlow.Payloads;

// An edit in a handler's body makes every handler of its file a new node, which is parsed again; the types that they carry are not.
internal sealed partial class PayloadCatalog
{
    private static readonly ConcurrentDictionary<string, WeakReference<Memory>> Latest = new(StringComparer.Ordinal);

    // Lives as long as a catalog that uses it, so as long as that catalog's compilation.
    private Memory? _memory;

    partial void Remember(ref ConcurrentDictionary<string, PayloadGraph> graphs)
    {
        DeclarationShape shape = DeclarationShape.Of(Compilation);
        string project = Compilation.AssemblyName ?? "";
        if (!Latest.TryGetValue(project, out WeakReference<Memory>? latest)
            || !latest.TryGetTarget(out _memory)
            || !_memory.Shape.Equals(shape))
        {
            _memory = new Memory(shape, graphs);
            Latest[project] = new WeakReference<Memory>(_memory);
        }

        graphs = _memory.Graphs;
    }

    private sealed record Memory(DeclarationShape Shape, ConcurrentDictionary<string, PayloadGraph> Graphs);
}
