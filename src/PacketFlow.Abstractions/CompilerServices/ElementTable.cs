using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace PacketFlow.CompilerServices;

/// <summary>
/// The handlers of a host by the bytes of their address: one open-addressing table over all modules, aliases included, made once and
/// never changed. Finding a handler allocates nothing and costs the same for ten elements as for a thousand.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ElementTable
{
    private const int LongestName = 256;

    private readonly Entry[] _entries;
    private readonly int _mask;

    private ElementTable(Dictionary<(AtomGroup Group, string Name), ElementHandler> handlers)
    {
        // A quarter full at most: nearly every handler is found at the first place looked at.
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, handlers.Count * 4));
        _entries = new Entry[size];
        _mask = size - 1;
        Handlers = [.. handlers.Values.Distinct()];
        foreach (((AtomGroup group, string name), ElementHandler handler) in handlers)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(name);
            ushort code = Code(Encoding.UTF8.GetBytes(PeriodicTable.GroupCode(group)));
            ulong hash = Hash(code, bytes);
            int slot = (int)hash & _mask;
            while (_entries[slot].Handler is not null)
            {
                slot = (slot + 1) & _mask;
            }

            _entries[slot] = new Entry(hash, code, bytes, handler);
        }
    }

    /// <summary>The handlers, each once.</summary>
    public IReadOnlyList<ElementHandler> Handlers { get; }

    /// <summary>Makes the table of some modules.</summary>
    /// <param name="modules">The modules.</param>
    /// <exception cref="InvalidOperationException">Two handlers have one address; the message names all such pairs.</exception>
    public static ElementTable Create(IEnumerable<IPacketFlowModule> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        var handlers = new Dictionary<(AtomGroup, string), ElementHandler>();
        var owners = new Dictionary<ElementHandler, string>();
        var duplicates = new List<string>();
        foreach (IPacketFlowModule module in modules)
        {
            foreach (ElementHandler handler in module.Handlers)
            {
                owners[handler] = module.Name;
                foreach (string name in Names(handler.Element))
                {
                    if (!handlers.TryAdd((handler.Element.Group, name), handler) && handlers[(handler.Element.Group, name)] is var other && other != handler)
                    {
                        duplicates.Add(
                            $"{PeriodicTable.GroupCode(handler.Element.Group)}:{name} is handled by {other.Element} of {owners[other]} and by {handler.Element} of {module.Name}");
                    }
                }
            }
        }

        return duplicates.Count == 0
            ? new ElementTable(handlers)
            : throw new InvalidOperationException($"An address has one handler. {string.Join("; ", duplicates)}. Rename one or leave its module out.");
    }

    /// <summary>The handler of an address as it stands on the wire, or null.</summary>
    /// <param name="group">The group's code.</param>
    /// <param name="element">The element's name or one of its aliases.</param>
    public ElementHandler? Find(ReadOnlySpan<byte> group, ReadOnlySpan<byte> element) => group.Length == 2 ? Find(Code(group), element) : null;

    /// <summary>The handler of an address, or null.</summary>
    /// <param name="group">The group.</param>
    /// <param name="element">The element's name or one of its aliases.</param>
    public ElementHandler? Find(AtomGroup group, string element)
    {
        ArgumentNullException.ThrowIfNull(element);
        Span<byte> bytes = stackalloc byte[LongestName];
        Span<byte> code = stackalloc byte[2];
        Encoding.UTF8.GetBytes(PeriodicTable.GroupCode(group), code);
        return Encoding.UTF8.TryGetBytes(element, bytes, out int length) ? Find(Code(code), bytes[..length]) : null;
    }

    // Its own name and aliases, and the registry's other spellings of the name.
    private static IEnumerable<string> Names(Element element) =>
        element.Aliases
            .Prepend(element.Name)
            .SelectMany(name => PeriodicTable.Aliases(element.Group, name).Prepend(PeriodicTable.Canonicalize(element.Group, name)).Prepend(name))
            .Distinct(StringComparer.Ordinal);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ushort Code(ReadOnlySpan<byte> group) => MemoryMarshal.Read<ushort>(group);

    // Eight bytes a step. Nobody can choose names that collide: the table holds what the program registered and nothing else.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Hash(ushort group, ReadOnlySpan<byte> name)
    {
        ulong hash = ((ulong)group << 32) | (uint)name.Length;
        while (name.Length > sizeof(ulong))
        {
            hash = Mix(hash ^ MemoryMarshal.Read<ulong>(name));
            name = name[sizeof(ulong)..];
        }

        // One to eight bytes are left. The two reads may overlap; together they hold every byte.
        ulong rest = name.Length >= sizeof(uint)
            ? MemoryMarshal.Read<uint>(name) | ((ulong)MemoryMarshal.Read<uint>(name[^sizeof(uint)..]) << 32)
            : name.Length > 0 ? name[0] | ((ulong)name[name.Length >> 1] << 8) | ((ulong)name[^1] << 16) : 0;
        return Mix(hash ^ rest);
    }

    // Both halves of the product together: every bit of the input reaches the low bits, which choose the slot.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong value)
    {
        ulong high = Math.BigMul(value, 0x9E3779B97F4A7C15, out ulong low);
        return high ^ low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ElementHandler? Find(ushort group, ReadOnlySpan<byte> element)
    {
        ulong hash = Hash(group, element);
        Entry[] entries = _entries;
        for (int slot = (int)hash & _mask; ; slot = (slot + 1) & _mask)
        {
            ref readonly Entry entry = ref entries[slot];
            if (entry.Hash == hash && entry.Group == group && element.SequenceEqual(entry.Name))
            {
                return entry.Handler;
            }

            if (entry.Handler is null)
            {
                return null;
            }
        }
    }

    private readonly record struct Entry(ulong Hash, ushort Group, byte[] Name, ElementHandler Handler);
}
