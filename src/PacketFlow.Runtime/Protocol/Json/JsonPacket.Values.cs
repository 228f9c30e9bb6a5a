using System.Text.Json;
using PacketFlow.MessagePack;

namespace PacketFlow.Protocol;

internal ref partial struct JsonPacket
{
    /// <summary>As many as a batch may have atoms.</summary>
    private const int MaxDependencies = 1024;

    private const string ByLimit = ", which is PacketFlow:Limits:depth";

    private void Data(ref Utf8JsonReader reader, ref AtomFields atom)
    {
        Utf8JsonReader start = reader;
        try
        {
            atom.Payload = Take(JsonToPacket.Convert(ref reader, _bytes, _maxDepth));
        }
        catch (PacketFormatException unfit)
        {
            atom.ProblemCode = atom.Problem is null ? unfit.Code : atom.ProblemCode;
            atom.Problem ??= (unfit.Path.Length == 0 ? "data: " : unfit.Path[0] == '[' ? "data" : "data.") + unfit.Message + (unfit.Code == ErrorCodes.TooLarge ? ByLimit : "");
            reader = start;
            reader.Skip();
        }
    }

    private void Text(JsonPacketKey key, ref Utf8JsonReader reader, ref Slice field, ref AtomFields atom)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            Wrong(key, "expected a string", ref reader, ref atom);
            return;
        }

        try
        {
            int length = reader.CopyString(_bytes.GetSpan(reader.ValueSpan.Length));
            _bytes.Advance(length);
            field = Take(length);
        }
        catch (InvalidOperationException)
        {
            Wrong(key, "holds half of a surrogate pair, or bytes that are not UTF-8", ref reader, ref atom);
        }
    }

    private void Dependencies(ref Utf8JsonReader reader, ref AtomFields atom)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String)
            {
                Wrong(JsonPacketKey.Dependencies, "expected an array of ids", ref reader, ref atom);
            }
            else if (_dependencies?.Count == MaxDependencies)
            {
                TooLarge($"dependencies: more than {MaxDependencies}", ref atom);
            }
            else
            {
                (_dependencies ??= []).Add(reader.GetString()!);
            }
        }
    }

    private static void Version(ref Utf8JsonReader reader, ref AtomFields atom)
    {
        if (reader.TokenType != JsonTokenType.String || !reader.ValueTextEquals("1.0"u8))
        {
            Wrong(JsonPacketKey.Version, "this side speaks \"1.0\"", ref reader, ref atom);
        }
    }

    private static void Priority(ref Utf8JsonReader reader, ref AtomFields atom)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int priority) && priority is >= 1 and <= 10)
        {
            atom.Priority = priority;
        }
        else
        {
            Wrong(JsonPacketKey.Priority, "expected an integer from 1 to 10", ref reader, ref atom);
        }
    }

    private static void Timeout(ref Utf8JsonReader reader, ref AtomFields atom)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double milliseconds) && milliseconds > 0 && double.IsFinite(milliseconds))
        {
            atom.TimeoutSeconds = milliseconds / 1000;
        }
        else
        {
            Wrong(JsonPacketKey.Timeout, "expected milliseconds above zero", ref reader, ref atom);
        }
    }

    private readonly void SkipUnknown(ref Utf8JsonReader reader, ref AtomFields atom)
    {
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return;
        }

        int outside = reader.CurrentDepth;
        int deepest = outside;
        while (reader.Read() && reader.CurrentDepth > outside)
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                deepest = Math.Max(deepest, reader.CurrentDepth);
            }
        }

        if (deepest - outside >= _maxDepth)
        {
            TooLarge($"payload: nested deeper than {_maxDepth} arrays and objects{ByLimit}", ref atom);
        }
    }

    private static void Wrong(JsonPacketKey key, string problem, ref Utf8JsonReader reader, ref AtomFields atom)
    {
        atom.Problem ??= $"{JsonPacketKeys.NameOf(key)}: {problem}";
        reader.Skip();
    }

    private static void TooLarge(string problem, ref AtomFields atom)
    {
        atom.ProblemCode = atom.Problem is null ? ErrorCodes.TooLarge : atom.ProblemCode;
        atom.Problem ??= problem;
    }

    private Slice Take(int length)
    {
        var slice = new Slice(_written, length);
        _written += length;
        return slice;
    }
}
