using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PacketFlow.MessagePack;

/// <summary>
/// The comparer of sets and dictionaries that are read. Strings defend themselves against keys chosen to collide; numbers, Guids and
/// times hash to what the sender likes. Theirs are hashed with a seed that differs in every process.
/// </summary>
internal static class ItemComparer<T>
{
    /// <summary>Null where the default comparer is as good.</summary>
    public static IEqualityComparer<T>? Default { get; } = IsHashedByBits ? new Seeded() : null;

    /// <summary>Whether equal values have equal bits, and the bits are what their own hash is made from.</summary>
    private static bool IsHashedByBits =>
        typeof(T).IsEnum
        || typeof(T) == typeof(int) || typeof(T) == typeof(uint) || typeof(T) == typeof(long) || typeof(T) == typeof(ulong)
        || typeof(T) == typeof(Int128) || typeof(T) == typeof(UInt128) || typeof(T) == typeof(Guid)
        || typeof(T) == typeof(TimeSpan) || typeof(T) == typeof(DateOnly) || typeof(T) == typeof(TimeOnly);

    private sealed class Seeded : IEqualityComparer<T>
    {
        public bool Equals(T? x, T? y) => EqualityComparer<T>.Default.Equals(x, y);

        public int GetHashCode(T value)
        {
            HashCode hash = default;
            hash.AddBytes(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, byte>(ref value), Unsafe.SizeOf<T>()));
            return hash.ToHashCode();
        }
    }
}
