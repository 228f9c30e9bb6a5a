using PacketFlow.CompilerServices;
using PacketFlow.Protocol;

namespace PacketFlow.Reactor;

/// <summary>df:transform answers <c>{input, op}</c>, a string or an array of strings, with <c>{output}</c> in the same shape.</summary>
internal sealed class TransformHandler() : ElementHandler(new Element(AtomGroup.Df, "transform") { Idempotent = true })
{
    private const string Operations = "uppercase, lowercase, trim, reverse, length, sort or distinct";

    private static readonly string[] Keys = ["input", "op"];

    public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call)
    {
        string[]? input = null;
        bool isOne = false;
        string? operation = null;
        var seen = default(SeenKeys);
        for (int left = payload.EnterMap(); left > 0; left--)
        {
            ReadOnlySpan<byte> key = payload.ReadKey();
            if (seen.IsRepeated(key, Keys) is { } repeated)
            {
                payload.ThrowDuplicate(repeated);
            }

            if (key.SequenceEqual("input"u8))
            {
                isOne = payload.PeekKind() == PacketKind.String;
                input = isOne ? [payload.ReadString()] : ReadStrings(ref payload);
            }
            else if (key.SequenceEqual("op"u8))
            {
                operation = payload.TryReadNil() ? null : payload.ReadString();
            }
            else
            {
                payload.Skip();
            }
        }

        if (input is null)
        {
            throw Refused("d.input: expected a string or an array of strings");
        }

        return call.Complete(new Output(Apply(input, operation, isOne), isOne), OutputFormatter.Instance);
    }

    private static string[] ReadStrings(ref PacketReader payload)
    {
        string[] items = new string[payload.EnterArray()];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = payload.ReadString();
        }

        payload.Leave();
        return items;
    }

    private static object[] Apply(string[] input, string? operation, bool isOne) => operation switch
    {
        null => input,
        "uppercase" => [.. input.Select(static text => text.ToUpperInvariant())],
        "lowercase" => [.. input.Select(static text => text.ToLowerInvariant())],
        "trim" => [.. input.Select(static text => text.Trim())],
        "reverse" => [.. input.Select(Reverse)],
        "length" => [.. input.Select(static text => (object)text.EnumerateRunes().Count())],
        "sort" when !isOne => [.. input.Order(StringComparer.Ordinal)],
        "distinct" when !isOne => [.. input.Distinct(StringComparer.Ordinal)],
        "sort" or "distinct" => throw Refused($"d.op: {operation} takes an array of strings, and d.input is a string"),
        _ => throw Refused($"d.op: expected {Operations}"),
    };

    // By what a person takes for a letter, so that marks stay with theirs.
    private static string Reverse(string text)
    {
        int[] starts = System.Globalization.StringInfo.ParseCombiningCharacters(text);
        var reversed = new System.Text.StringBuilder(text.Length);
        for (int i = starts.Length - 1, end = text.Length; i >= 0; end = starts[i--])
        {
            reversed.Append(text, starts[i], end - starts[i]);
        }

        return reversed.ToString();
    }

    private static ElementException Refused(string message) => new(ErrorCodes.PayloadMismatch, ErrorCategory.Fatal, message);

    private readonly record struct Output(object[] Items, bool IsOne);

    private sealed class OutputFormatter : Formatter<Output>
    {
        public static readonly OutputFormatter Instance = new();

        public override void Write(ref PacketWriter writer, Output value)
        {
            writer.WriteMapHeader(1);
            writer.WriteUtf8("output"u8);
            if (!value.IsOne)
            {
                writer.WriteArrayHeader(value.Items.Length);
            }

            foreach (object item in value.Items)
            {
                if (item is string text)
                {
                    writer.WriteString(text);
                }
                else
                {
                    writer.WriteInt32((int)item);
                }
            }
        }

        public override Output Read(ref PacketReader reader) => throw new InvalidOperationException("Results are written here, and read by their callers.");
    }
}
