using System.Globalization;
using System.Text;

namespace PacketFlow.MessagePack;

/// <summary>
/// The path to a place in a value, as in <c>d.input[2]</c>. Nothing keeps track of it while a value is read: it is found
/// afterwards, by walking the same bytes from the start to the place that failed.
/// </summary>
internal static class WirePath
{
    /// <summary>Keys come from outside and end up in messages: longer ones are cut.</summary>
    private const int MaxKeyBytes = 64;

    /// <summary>The path of the value that begins at <paramref name="offset"/>, or of the container whose key does.</summary>
    public static string Find(ReadOnlySpan<byte> bytes, int offset)
    {
        List<Container> open = [];
        int position = 0;
        while (position < offset && WireToken.TryRead(bytes, position, out WireToken token))
        {
            if (open.Count > 0 && open[^1].ExpectsKey)
            {
                open[^1] = open[^1] with { KeyPosition = position };
            }

            if (token is { IsContainer: true, Length: > 0 })
            {
                open.Add(new Container(token.Kind == PacketKind.Map, token.Length, 0, 0));
                position += token.HeaderLength;
                continue;
            }

            position += token.IsContainer ? token.HeaderLength : token.TotalLength;
            CloseFull(open);
        }

        return Format(bytes, open);
    }

    private static void CloseFull(List<Container> open)
    {
        while (open.Count > 0)
        {
            Container last = open[^1] with { Index = open[^1].Index + 1 };
            if (last.Index < last.Length)
            {
                open[^1] = last;
                return;
            }

            open.RemoveAt(open.Count - 1);
        }
    }

    private static string Format(ReadOnlySpan<byte> bytes, List<Container> open)
    {
        StringBuilder path = new();
        foreach (Container container in open)
        {
            if (!container.IsMap)
            {
                path.Append(CultureInfo.InvariantCulture, $"[{container.Index}]");
            }
            else if (!container.ExpectsKey)
            {
                AppendKey(path, bytes, container.KeyPosition);
            }
        }

        return path.ToString();
    }

    private static void AppendKey(StringBuilder path, ReadOnlySpan<byte> bytes, int position)
    {
        bool isString = WireToken.TryRead(bytes, position, out WireToken token) && token.Kind == PacketKind.String;
        string key = KeyAt(bytes, position);
        path.Append(!isString ? $"[{key}]" : path.Length > 0 ? $".{key}" : key);
    }

    /// <summary>A key as it may stand in a message: short, and without control characters.</summary>
    public static string KeyAt(ReadOnlySpan<byte> bytes, int position)
    {
        if (!WireToken.TryRead(bytes, position, out WireToken token) || token.Kind != PacketKind.String)
        {
            return new PacketReader(bytes[position..]).DescribeKey();
        }

        ReadOnlySpan<byte> key = bytes.Slice(position + token.HeaderLength, (int)token.Length);
        string text = Encoding.UTF8.GetString(key[..Math.Min(key.Length, MaxKeyBytes)]);
        return string.Concat(text.Select(letter => char.IsControl(letter) ? '?' : letter)) + (key.Length > MaxKeyBytes ? "..." : "");
    }

    private readonly record struct Container(bool IsMap, uint Length, uint Index, int KeyPosition)
    {
        public bool ExpectsKey => IsMap && Index % 2 == 0;
    }
}
