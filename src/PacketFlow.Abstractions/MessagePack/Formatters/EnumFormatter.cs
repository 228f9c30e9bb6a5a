using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text;
using PacketFlow.MessagePack;

namespace PacketFlow.CompilerServices;

/// <summary>
/// Formats an enum as its snake_case name, or as its number if it is a set of flags. Both are read; a name or a number that the enum
/// does not have is refused.
/// </summary>
/// <typeparam name="TEnum">The enum.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EnumFormatter<TEnum> : Formatter<TEnum>
    where TEnum : unmanaged, Enum
{
    private readonly bool _isFlags;
    private readonly byte[][] _names;
    private readonly long[] _numbers;
    private readonly byte[][] _namesByNumber;
    private readonly TEnum[] _valuesByName;
    private readonly long _allFlags;

    /// <summary>Makes the formatter of an enum.</summary>
    /// <param name="isFlags">Whether its values may be combined.</param>
    /// <param name="members">Its members. Of several with one value the first names it.</param>
    public EnumFormatter(bool isFlags, params ReadOnlySpan<(string Name, TEnum Value)> members)
    {
        _isFlags = isFlags;
        _names = new byte[members.Length][];
        _valuesByName = new TEnum[members.Length];
        SortedDictionary<long, byte[]> byNumber = [];
        for (int i = 0; i < members.Length; i++)
        {
            _names[i] = Encoding.UTF8.GetBytes(members[i].Name);
            _valuesByName[i] = members[i].Value;
            byNumber.TryAdd(ToNumber(members[i].Value), _names[i]);
            _allFlags |= ToNumber(members[i].Value);
        }

        Array.Sort(_names, _valuesByName, BytesComparer.Instance);
        _numbers = [.. byNumber.Keys];
        _namesByNumber = [.. byNumber.Values];
    }

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, TEnum value)
    {
        long number = ToNumber(value);
        if (_isFlags)
        {
            WriteNumber(ref writer, number);
            return;
        }

        int index = Array.BinarySearch(_numbers, number);
        if (index < 0)
        {
            writer.Throw($"{typeof(TEnum).Name} has no member with the value {ToInt128(value)}");
        }

        writer.WriteUtf8(_namesByNumber[index]);
    }

    /// <inheritdoc/>
    public override TEnum Read(ref PacketReader reader)
    {
        int start = reader.Position;
        if (reader.PeekKind() == PacketKind.String)
        {
            if (TryParse(reader.ReadUtf8(), out TEnum named))
            {
                return named;
            }

            reader.ThrowInvalid(start, Expected());
        }

        Int128 number = reader.ReadInteger(long.MinValue, ulong.MaxValue, typeof(TEnum).Name);
        TEnum value = ToEnum(unchecked((long)number));
        if (ToInt128(value) != number || !IsKnown(unchecked((long)number)))
        {
            reader.ThrowInvalid(start, Expected());
        }

        return value;
    }

    /// <inheritdoc/>
    public override void Describe(PayloadSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        for (int i = 0; i < _names.Length; i++)
        {
            schema.Value(Encoding.UTF8.GetString(_names[i]), ToNumber(_valuesByName[i]));
        }
    }

    private bool IsKnown(long number) => _isFlags ? (number & ~_allFlags) == 0 : Array.BinarySearch(_numbers, number) >= 0;

    private bool TryParse(ReadOnlySpan<byte> name, out TEnum value)
    {
        int low = 0;
        int high = _names.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int order = name.SequenceCompareTo(_names[middle]);
            if (order == 0)
            {
                value = _valuesByName[middle];
                return true;
            }

            (low, high) = order < 0 ? (low, middle - 1) : (middle + 1, high);
        }

        value = default;
        return false;
    }

    /// <summary>The remedy: the names, as long as they are few.</summary>
    private string Expected() => _names.Length is 0 or > 8
        ? typeof(TEnum).Name
        : string.Join(" or ", _namesByNumber.Select(Encoding.UTF8.GetString));

    private static bool IsUnsigned => typeof(TEnum).GetEnumUnderlyingType() is var type
        && (type == typeof(byte) || type == typeof(ushort) || type == typeof(uint) || type == typeof(ulong));

    private static readonly bool Unsigned = IsUnsigned;

    private static Int128 ToInt128(TEnum value) => Unsigned ? (ulong)ToNumber(value) : ToNumber(value);

    private static void WriteNumber(ref PacketWriter writer, long number)
    {
        if (Unsigned)
        {
            writer.WriteUInt64((ulong)number);
        }
        else
        {
            writer.WriteInt64(number);
        }
    }

    /// <summary>The value's bits, extended by its own sign.</summary>
    private static long ToNumber(TEnum value) => Unsafe.SizeOf<TEnum>() switch
    {
        1 => Unsigned ? Unsafe.BitCast<TEnum, byte>(value) : Unsafe.BitCast<TEnum, sbyte>(value),
        2 => Unsigned ? Unsafe.BitCast<TEnum, ushort>(value) : Unsafe.BitCast<TEnum, short>(value),
        4 => Unsigned ? Unsafe.BitCast<TEnum, uint>(value) : Unsafe.BitCast<TEnum, int>(value),
        _ => Unsafe.BitCast<TEnum, long>(value),
    };

    private static TEnum ToEnum(long number) => Unsafe.SizeOf<TEnum>() switch
    {
        1 => Unsafe.BitCast<byte, TEnum>((byte)number),
        2 => Unsafe.BitCast<ushort, TEnum>((ushort)number),
        4 => Unsafe.BitCast<uint, TEnum>((uint)number),
        _ => Unsafe.BitCast<long, TEnum>(number),
    };
}
