using System.Globalization;

namespace PacketFlow.Protocol;

/// <summary>What a peer answered to an atom, in either protocol: an id, and data or an error.</summary>
internal readonly record struct PeerAnswer(string? AtomId, Slice Data, AtomError? Error)
{
    /// <summary>Reads the data of a result or an error message, or the payload of a JSON frame that became MessagePack.</summary>
    /// <param name="answer">The data.</param>
    /// <param name="maxDepth">How deep what it answers with may be nested.</param>
    /// <param name="isError">Whether it is an error message's.</param>
    /// <exception cref="PacketFormatException">It is none.</exception>
    public static PeerAnswer Read(ReadOnlySpan<byte> answer, int maxDepth, bool isError)
    {
        var reader = new PacketReader(answer, maxDepth + 1);
        string? id = null, code = null, message = null;
        ErrorCategory? category = null;
        TimeSpan? retryAfter = null;
        Slice data = default;
        bool failed = isError;
        for (int left = reader.EnterMap(); left > 0; left--)
        {
            ReadOnlySpan<byte> key = reader.ReadKey();
            if (key.SequenceEqual("atom_id"u8) || key.SequenceEqual("packet_id"u8))
            {
                id = reader.TryReadNil() ? null : reader.ReadString();
            }
            else if (key.SequenceEqual("status"u8))
            {
                failed |= reader.ReadUtf8().SequenceEqual("error"u8);
            }
            else if (key.SequenceEqual("data"u8))
            {
                int start = reader.Position;
                reader.Skip();
                data = new Slice(start, reader.Position - start);
            }
            else if (key.SequenceEqual("error"u8) && reader.PeekKind() == PacketKind.Map)
            {
                PeerAnswer inner = Read(reader.ReadRaw(), maxDepth, isError: true);
                (code, message, category, retryAfter) = (inner.Error!.Value.Code, inner.Error.Value.Message, inner.Error.Value.Category, inner.Error.Value.RetryAfter);
            }
            else if (key.SequenceEqual("code"u8))
            {
                code = reader.PeekKind() == PacketKind.Integer ? reader.ReadInt64().ToString(CultureInfo.InvariantCulture) : reader.ReadString();
            }
            else if (key.SequenceEqual("message"u8))
            {
                message = reader.ReadString();
            }
            else if (key.SequenceEqual("category"u8))
            {
                category = AtomError.CategoryOf(reader.ReadUtf8());
            }
            else if (key.SequenceEqual("retry_after"u8))
            {
                retryAfter = reader.TryReadNil() ? null : AtomError.RetryAfterOf(reader.ReadDouble());
            }
            else
            {
                reader.Skip();
            }
        }

        if (string.IsNullOrEmpty(code))
        {
            code = category == ErrorCategory.Routing ? ErrorCodes.NoReactor : ErrorCodes.HandlerFailed;
        }

        return new PeerAnswer(id, data, failed ? new AtomError(code, category ?? CategoryOf(code), message ?? "The peer gave no reason.", retryAfter) : null);
    }

    // A bare number follows the protocol's rule; a code of ours says what it means.
    private static ErrorCategory CategoryOf(string code) =>
        int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number >= 500 ? ErrorCategory.Retryable : number == 404 ? ErrorCategory.Routing : ErrorCategory.Fatal
        : code is ErrorCodes.NoHandler or ErrorCodes.NoReactor ? ErrorCategory.Routing
        : code is ErrorCodes.Overloaded or ErrorCodes.Unavailable ? ErrorCategory.Retryable
        : ErrorCategory.Fatal;
}
