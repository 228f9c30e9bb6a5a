namespace PacketFlow.Protocol;

/// <summary>Reads what stands in the <c>d</c> of a result and of an error.</summary>
internal static class ReplyParser
{
    /// <summary>The code of an error that brings none.</summary>
    private const string NoCode = ErrorCodes.HandlerFailed;

    /// <summary>The encoded data of a result; empty when it has none, which means nil.</summary>
    /// <exception cref="PacketFormatException">It is no result.</exception>
    public static Slice DataOf(ReadOnlySpan<byte> result, int maxDepth)
    {
        var reader = new PacketReader(result, maxDepth);
        Slice data = default;
        for (int left = reader.EnterMap(); left > 0; left--)
        {
            bool isData = reader.ReadKey().SequenceEqual("data"u8);
            int start = reader.Position;
            reader.Skip();
            if (isData)
            {
                data = new Slice(start, reader.Position - start);
            }
        }

        return data;
    }

    /// <summary>The id of the atom that a result or an error is for; empty when it names none.</summary>
    /// <exception cref="PacketFormatException">It is neither.</exception>
    public static ReadOnlySpan<byte> IdOf(ReadOnlySpan<byte> reply, int maxDepth)
    {
        var reader = new PacketReader(reply, maxDepth);
        for (int left = reader.EnterMap(); left > 0; left--)
        {
            if (reader.ReadKey().SequenceEqual("atom_id"u8) && reader.PeekKind() == PacketKind.String)
            {
                return reader.ReadUtf8();
            }

            reader.Skip();
        }

        return default;
    }

    /// <summary>An error, of this protocol's codes or of a foreign peer's numbers.</summary>
    /// <exception cref="PacketFormatException">It is no error.</exception>
    public static AtomError ErrorOf(ReadOnlySpan<byte> error, int maxDepth)
    {
        var reader = new PacketReader(error, maxDepth);
        string code = NoCode;
        string message = "The peer does not say what went wrong.";
        ErrorCategory? category = null;
        TimeSpan? retryAfter = null;
        for (int left = reader.EnterMap(); left > 0; left--)
        {
            ReadOnlySpan<byte> key = reader.ReadKey();
            PacketKind kind = reader.PeekKind();
            if (kind == PacketKind.String && key.SequenceEqual("code"u8))
            {
                code = reader.ReadString() is { Length: > 0 } given ? given : NoCode;
            }
            else if (kind == PacketKind.Integer && key.SequenceEqual("code"u8))
            {
                long number = reader.ReadInt64();
                code = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"PF{number:000}");
                category ??= CategoryOf(number);
            }
            else if (kind == PacketKind.String && key.SequenceEqual("category"u8))
            {
                category = AtomError.CategoryOf(reader.ReadUtf8()) ?? category;
            }
            else if (kind == PacketKind.String && key.SequenceEqual("message"u8))
            {
                message = reader.ReadString();
            }
            else if (kind is PacketKind.Integer or PacketKind.Float && key.SequenceEqual("retry_after"u8))
            {
                retryAfter = AtomError.RetryAfterOf(reader.ReadDouble());
            }
            else
            {
                reader.Skip();
            }
        }

        return new AtomError(code, category ?? ErrorCategory.Fatal, message, retryAfter);
    }

    private static ErrorCategory CategoryOf(long code) =>
        code >= 500 ? ErrorCategory.Retryable : code == 404 ? ErrorCategory.Routing : ErrorCategory.Fatal;
}
