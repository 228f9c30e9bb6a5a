using System.Numerics;
using PacketFlow.CompilerServices;

namespace PacketFlow.MessagePack;

/// <summary>The formatters of the base library's types, found by comparing types: no reflection, nothing to trim.</summary>
internal static class BuiltInFormatters
{
    public static Formatter<T>? Find<T>() => FindFormatter<T>() as Formatter<T>;

    private static object? FindFormatter<T>() =>
        typeof(T) == typeof(string) ? StringFormatter.Instance
        : typeof(T) == typeof(bool) ? BooleanFormatter.Instance
        : typeof(T) == typeof(sbyte) ? SByteFormatter.Instance
        : typeof(T) == typeof(short) ? Int16Formatter.Instance
        : typeof(T) == typeof(int) ? Int32Formatter.Instance
        : typeof(T) == typeof(long) ? Int64Formatter.Instance
        : typeof(T) == typeof(byte) ? ByteFormatter.Instance
        : typeof(T) == typeof(ushort) ? UInt16Formatter.Instance
        : typeof(T) == typeof(uint) ? UInt32Formatter.Instance
        : typeof(T) == typeof(ulong) ? UInt64Formatter.Instance
        : typeof(T) == typeof(float) ? SingleFormatter.Instance
        : typeof(T) == typeof(double) ? DoubleFormatter.Instance
        : typeof(T) == typeof(FlowValue) ? FlowValueFormatter.Instance
        : typeof(T) == typeof(Nothing) ? NothingFormatter.Instance
        : FindRare<T>();

    private static object? FindRare<T>() =>
        typeof(T) == typeof(char) ? CharFormatter.Instance
        : typeof(T) == typeof(byte[]) ? BinaryFormatter.Instance
        : typeof(T) == typeof(Memory<byte>) ? MemoryFormatter.Instance
        : typeof(T) == typeof(ReadOnlyMemory<byte>) ? ReadOnlyMemoryFormatter.Instance
        : typeof(T) == typeof(Half) ? HalfFormatter.Instance
        : typeof(T) == typeof(decimal) ? DecimalFormatter.Instance
        : typeof(T) == typeof(Int128) ? Int128Formatter.Instance
        : typeof(T) == typeof(UInt128) ? UInt128Formatter.Instance
        : typeof(T) == typeof(BigInteger) ? BigIntegerFormatter.Instance
        : typeof(T) == typeof(Guid) ? GuidFormatter.Instance
        : typeof(T) == typeof(Uri) ? UriFormatter.Instance
        : typeof(T) == typeof(Version) ? VersionFormatter.Instance
        : typeof(T) == typeof(DateTime) ? DateTimeFormatter.Instance
        : typeof(T) == typeof(DateTimeOffset) ? DateTimeOffsetFormatter.Instance
        : typeof(T) == typeof(DateOnly) ? DateOnlyFormatter.Instance
        : typeof(T) == typeof(TimeOnly) ? TimeOnlyFormatter.Instance
        : typeof(T) == typeof(TimeSpan) ? TimeSpanFormatter.Instance
        : null;
}
