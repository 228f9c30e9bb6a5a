using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PacketFlow.MessagePack;

internal ref partial struct JsonTranscoder
{
    private void Open(ref Utf8JsonReader json)
    {
        CountItem();
        if (_depth == _maxDepth)
        {
            throw Failure(ErrorCodes.TooLarge, ref json, $"JSON nested deeper than {_maxDepth} arrays and objects");
        }

        if (_depth == InlineDepth)
        {
            _deeper = new Container[_maxDepth - InlineDepth];
        }

        bool isMap = json.TokenType == JsonTokenType.StartObject;
        OpenAt(_depth++) = new Container(isMap, Position, _keyCount);
        if (isMap)
        {
            _writer.WriteMapHeader(0);
        }
        else
        {
            _writer.WriteArrayHeader(0);
        }
    }

    private void Close(ref Utf8JsonReader json)
    {
        Container last = OpenAt(_depth - 1);
        if (last.IsMap)
        {
            Span<int> keys = _keys.AsSpan(last.FirstKey, _keyCount - last.FirstKey);
            int duplicate = keys.Length <= WireKeyComparer.MaxPairwise
                ? WireKeyComparer.FindPairwise(_buffer.Bytes, keys)
                : new WireKeyComparer(_buffer.Bytes).FindDuplicate(keys);
            if (duplicate >= 0)
            {
                throw Duplicate(duplicate, ref json);
            }

            _keyCount = last.FirstKey;
        }

        _depth--;
        if (last.Count <= WireCode.MaxFixCount)
        {
            _buffer.Bytes[last.Start] = (byte)((last.IsMap ? WireCode.FixMap : WireCode.FixArray) | last.Count);
        }
        else
        {
            _writer.Flush();
            _moved += _buffer.WidenHead(last.Start, last.IsMap ? WireCode.Map16 : WireCode.Array16, last.Count);
        }
    }

    private PacketFormatException Duplicate(int position, ref Utf8JsonReader json)
    {
        string key = WirePath.KeyAt(_buffer.Bytes, position);
        string parent = Path(_depth - 1);
        return new PacketFormatException(
            ErrorCodes.PayloadMismatch,
            parent.Length == 0 ? key : $"{parent}.{key}",
            json.TokenStartIndex,
            $"duplicate key '{key}'; send it once");
    }

    // Of an object the keys are counted.
    private void CountItem()
    {
        if (_depth > 0 && !OpenAt(_depth - 1).IsMap)
        {
            OpenAt(_depth - 1).Count++;
        }
    }

    private void AddKey()
    {
        if (_keyCount == _keys.Length)
        {
            int[] more = ArrayPool<int>.Shared.Rent(Math.Max(InitialKeys, 2 * _keyCount));
            _keys.CopyTo(more, 0);
            ReturnKeys();
            _keys = more;
        }

        OpenAt(_depth - 1).Count++;
        _keys[_keyCount++] = Position;
    }

    [UnscopedRef]
    private ref Container OpenAt(int depth) => ref depth < InlineDepth ? ref _open[depth] : ref _deeper[depth - InlineDepth];

    private readonly void ReturnKeys()
    {
        if (_keys.Length > 0)
        {
            ArrayPool<int>.Shared.Return(_keys);
        }
    }

    /// <summary>The path to the last item of each of the outermost containers.</summary>
    private string Path(int depth)
    {
        StringBuilder path = new();
        for (int i = 0; i < depth; i++)
        {
            Container container = OpenAt(i);
            int endOfKeys = i + 1 < _depth ? OpenAt(i + 1).FirstKey : _keyCount;
            if (!container.IsMap)
            {
                path.Append(CultureInfo.InvariantCulture, $"[{container.Count - 1}]");
            }
            else if (endOfKeys > container.FirstKey)
            {
                path.Append(path.Length > 0 ? "." : "").Append(WirePath.KeyAt(_buffer.Bytes, _keys[endOfKeys - 1]));
            }
        }

        return path.ToString();
    }
}
