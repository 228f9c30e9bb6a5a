using System.Text;
using PacketFlow.MessagePack;

namespace PacketFlow;

public readonly partial struct FlowValue
{
    /// <summary>How many items an array has, or how many members a map; 0 for any other value.</summary>
    public int Count
    {
        get
        {
            PacketReader reader = Reader();
            return reader.PeekKind() switch
            {
                PacketKind.Array => reader.EnterArray(),
                PacketKind.Map => reader.EnterMap(),
                _ => 0,
            };
        }
    }

    /// <summary>An item of an array. Finding it takes time in proportion to its index: to read all, use <see cref="Items"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The array has no such item.</exception>
    /// <exception cref="PacketFormatException">The value is no array.</exception>
    public FlowValue this[int index]
    {
        get
        {
            PacketReader reader = Reader();
            int count = reader.EnterArray();
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
            for (int i = 0; i < index; i++)
            {
                reader.Skip();
            }

            return Next(ref reader);
        }
    }

    /// <summary>A member of a map; nil if there is none.</summary>
    /// <exception cref="PacketFormatException">The value is no map.</exception>
    public FlowValue this[string name] => TryGet(name, out FlowValue value) ? value : Nil;

    /// <summary>The items of an array.</summary>
    /// <exception cref="PacketFormatException">The value is no array.</exception>
    public IEnumerable<FlowValue> Items
    {
        get
        {
            PacketReader reader = Reader();
            return EnumerateValues(reader.EnterArray(), reader.Position);
        }
    }

    /// <summary>The members of a map, in their order; a key is a string or an integer.</summary>
    /// <exception cref="PacketFormatException">The value is no map.</exception>
    public IEnumerable<KeyValuePair<FlowValue, FlowValue>> Members
    {
        get
        {
            PacketReader reader = Reader();
            return EnumerateMembers(2 * reader.EnterMap(), reader.Position);
        }
    }

    /// <summary>Finds a member of a map.</summary>
    /// <exception cref="PacketFormatException">The value is no map.</exception>
    public bool TryGet(string name, out FlowValue value)
    {
        ArgumentNullException.ThrowIfNull(name);
        byte[] wanted = Encoding.UTF8.GetBytes(name);
        PacketReader reader = Reader();
        int count = reader.EnterMap();
        for (int i = 0; i < count; i++)
        {
            bool isString = reader.PeekKind() == PacketKind.String;
            if (reader.ReadKey().SequenceEqual(wanted) && isString)
            {
                value = Next(ref reader);
                return true;
            }

            reader.Skip();
        }

        value = Nil;
        return false;
    }

    /// <summary>Makes an array.</summary>
    public static FlowValue Array(params ReadOnlySpan<FlowValue> items)
    {
        using ScratchBuffer.Lease scratch = ScratchBuffer.Rent();
        PacketWriter writer = new(scratch.Buffer);
        writer.WriteArrayHeader(items.Length);
        foreach (FlowValue item in items)
        {
            writer.WriteRaw(item.Bytes);
        }

        writer.Flush();
        return Parse(scratch.Buffer.WrittenSpan);
    }

    /// <summary>Makes a map.</summary>
    /// <exception cref="PacketFormatException">A name comes twice.</exception>
    public static FlowValue Map(params ReadOnlySpan<(string Name, FlowValue Value)> members)
    {
        using ScratchBuffer.Lease scratch = ScratchBuffer.Rent();
        PacketWriter writer = new(scratch.Buffer);
        writer.WriteMapHeader(members.Length);
        foreach ((string name, FlowValue value) in members)
        {
            writer.WriteString(name);
            writer.WriteRaw(value.Bytes);
        }

        writer.Flush();
        return Parse(scratch.Buffer.WrittenSpan);
    }

    private IEnumerable<FlowValue> EnumerateValues(int count, int position)
    {
        for (int i = 0; i < count; i++)
        {
            FlowValue value = At(position);
            position += value._bytes.Length;
            yield return value;
        }
    }

    private IEnumerable<KeyValuePair<FlowValue, FlowValue>> EnumerateMembers(int count, int position)
    {
        FlowValue key = Nil;
        int index = 0;
        foreach (FlowValue each in EnumerateValues(count, position))
        {
            if (index++ % 2 == 0)
            {
                key = each;
            }
            else
            {
                yield return new KeyValuePair<FlowValue, FlowValue>(key, each);
            }
        }
    }

    /// <summary>The next value, which shares this one's bytes.</summary>
    private FlowValue Next(ref PacketReader reader)
    {
        int start = reader.Position;
        reader.Skip();
        return new FlowValue(_bytes[start..reader.Position]);
    }

    private FlowValue At(int position)
    {
        PacketReader rest = new(_bytes.Span[position..], PacketReader.MaxConfigurableDepth);
        rest.Skip();
        return new FlowValue(_bytes.Slice(position, rest.Position));
    }
}
