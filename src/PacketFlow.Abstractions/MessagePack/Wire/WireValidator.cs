using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace PacketFlow.MessagePack;

/// <summary>
/// What an untyped value is checked for beyond its structure: strings are UTF-8, timestamps are in range, and no map has a key
/// twice. It passes over the bytes once, with the keys of the maps that are open on a stack of its own.
/// </summary>
internal readonly struct WireValidator
{
    private readonly byte[] _bytes;
    private readonly List<int> _keys = [];
    private readonly Stack<Container> _open = [];
    private readonly WireKeyComparer _comparer;

    private WireValidator(byte[] bytes)
    {
        _bytes = bytes;
        _comparer = new WireKeyComparer(bytes);
    }

    /// <summary>Checks a value.</summary>
    /// <param name="value">The value, whose structure is known to be right.</param>
    /// <param name="origin">Reports what is wrong.</param>
    /// <param name="start">Where the value begins in the origin's bytes.</param>
    public static void Validate(byte[] value, ref PacketReader origin, int start)
    {
        if (!WireToken.TryRead(value, 0, out WireToken token) || token is { IsContainer: false, Kind: not (PacketKind.String or PacketKind.Timestamp) })
        {
            return;
        }

        new WireValidator(value).Validate(ref origin, start);
    }

    private void Validate(ref PacketReader origin, int start)
    {
        int position = 0;
        while (position < _bytes.Length)
        {
            WireToken.TryRead(_bytes, position, out WireToken token);
            bool isKey = _open.TryPeek(out Container container) && container.ExpectsKey;
            if (isKey)
            {
                CheckKeyKind(token.Kind, ref origin, start + position);
                _keys.Add(position);
            }

            CheckContent(token, position, ref origin, start);
            if (token is { IsContainer: true, Length: > 0 })
            {
                _open.Push(new Container(token.Kind == PacketKind.Map, token.Length, _keys.Count));
                position += token.HeaderLength;
                continue;
            }

            position += token.IsContainer ? token.HeaderLength : token.TotalLength;
            CloseFull(ref origin, start);
        }
    }

    private static void CheckKeyKind(PacketKind kind, ref PacketReader origin, int offset)
    {
        if (kind is not (PacketKind.String or PacketKind.Integer))
        {
            origin.Throw(offset, $"expected string or int as a key, got {PacketReader.Name(kind)}");
        }
    }

    private void CheckContent(WireToken token, int position, ref PacketReader origin, int start)
    {
        if (token.Kind == PacketKind.String)
        {
            if (!Utf8.IsValid(_bytes.AsSpan(position + token.HeaderLength, (int)token.Length)))
            {
                origin.ThrowNotUtf8(start + position);
            }
        }
        else if (token.Kind == PacketKind.Timestamp)
        {
            origin.CheckTimestamp(start + position);
        }
    }

    private void CloseFull(ref PacketReader origin, int start)
    {
        while (_open.TryPop(out Container last))
        {
            last = last with { Left = last.Left - 1 };
            if (last.Left > 0)
            {
                _open.Push(last);
                return;
            }

            if (last.IsMap)
            {
                CheckKeys(last.FirstKey, ref origin, start);
                _keys.RemoveRange(last.FirstKey, _keys.Count - last.FirstKey);
            }
        }
    }

    private void CheckKeys(int first, ref PacketReader origin, int start)
    {
        int duplicate = _comparer.FindDuplicate(CollectionsMarshal.AsSpan(_keys)[first..]);
        if (duplicate >= 0)
        {
            origin.ThrowDuplicateKey(start + duplicate);
        }
    }

    private readonly record struct Container(bool IsMap, uint Left, int FirstKey)
    {
        public bool ExpectsKey => IsMap && Left % 2 == 0;
    }
}
