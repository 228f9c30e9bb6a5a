using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PacketFlow.MessagePack;

/// <summary>
/// The comparer of sets and dictionaries that are read. Strings defend themselves against keys chosen to collide; numbers, Guids and
/// times hash to what the sender likes: these are hashed with a seed that differs in every process.
/// </summary>
internal static class ItemComparer<T>
{
    /// <summary>Null where the default comparer is as good.</summary>
    public static IEqualityComparer<T>? Default { get; } = IsHashedByBits ? new Seeded() : null;

    private static bool IsHashedByBits =>
        typeof(T).IsEnum
        || typeof(T) == typeof(float) || typeof(T) == typeof(double) || typeof(T) == typeof(decimal)
        || typeof(T) == typeof(DateTime) || typeof(T) == typeof(DateTimeOffset)
        || typeof(T) == typeof(int) || typeof(T) == typeof(uint) || typeof(T) == typeof(long) || typeof(T) == typeof(ulong)
        || typeof(T) == typeof(Int128) || typeof(T) == typeof(UInt128) || typeof(T) == typeof(Guid)
        || typeof(T) == typeof(TimeSpan) || typeof(T) == typeof(DateOnly) || typeof(T) == typeof(TimeOnly);

    private sealed class Seeded : IEqualityComparer<T>
    {
        public bool Equals(T? x, T? y) => EqualityComparer<T>.Default.Equals(x, y);

        public int GetHashCode(T value)
        {
            // Where equal values may differ in their bits, what is hashed is what makes them equal.
            return value switch
            {
                float number => OfBits((double)number + 0.0),
                double number => OfBits(double.IsNaN(number) ? double.NaN : number + 0.0),
                decimal number => OfBits(number / 1.000000000000000000000000000000m),
                DateTime time => OfBits(time.Ticks),
                DateTimeOffset time => OfBits(time.UtcTicks),
                _ => OfBits(value),
            };
        }

        private static int OfBits<TBits>(TBits bits)
        {
            HashCode hash = default;
            hash.AddBytes(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<TBits, byte>(ref bits), Unsafe.SizeOf<TBits>()));
            return hash.ToHashCode();
        }
    }
}
