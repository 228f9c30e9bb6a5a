using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace PacketFlow.MessagePack;

/// <summary>JSON to MessagePack, structure for structure.</summary>
internal static class JsonToPacket
{
    /// <summary>Without a limit: it is we who notice the depth and say so, and nothing here recurses.</summary>
    public static readonly JsonReaderOptions Options = new() { MaxDepth = int.MaxValue };

    public static byte[] Convert(string json)
    {
        byte[] utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(json.Length));
        try
        {
            OperationStatus status = Utf8.FromUtf16(json, utf8, out int read, out int written, replaceInvalidSequences: false);
            return status == OperationStatus.Done ? Convert(utf8.AsSpan(0, written)) : throw NotUnicode("", read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(utf8);
        }
    }

    public static byte[] Convert(ReadOnlySpan<byte> utf8Json, int maxDepth = PacketReader.DefaultMaxDepth)
    {
        using ScratchBuffer.Lease scratch = ScratchBuffer.Rent();
        try
        {
            Utf8JsonReader json = new(utf8Json, Options);
            json.Read();
            JsonTranscoder.Write(ref json, scratch.Buffer, maxDepth);
            json.Read();
        }
        catch (JsonException exception)
        {
            throw new PacketFormatException(
                ErrorCodes.PayloadMismatch, "", exception.BytePositionInLine ?? 0, "the text is not JSON: " + exception.Message, exception);
        }

        return scratch.Buffer.ToArray();
    }

    /// <summary>Writes the value at whose first token the reader stands; afterwards it stands at the last.</summary>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="PacketFormatException">The value has a key twice, is too deep, or holds what MessagePack cannot carry. Nothing was written.</exception>
    /// <exception cref="JsonException">The text is not JSON. Nothing was written.</exception>
    public static int Convert(ref Utf8JsonReader json, IBufferWriter<byte> output, int maxDepth)
    {
        using ScratchBuffer.Lease scratch = ScratchBuffer.Rent();
        JsonTranscoder.Write(ref json, scratch.Buffer, maxDepth);
        output.Write(scratch.Buffer.WrittenSpan);
        return scratch.Buffer.WrittenSpan.Length;
    }

    /// <summary>Half of a surrogate pair: .NET strings and JSON escapes can hold it, UTF-8 cannot.</summary>
    public static PacketFormatException NotUnicode(string path, long offset, Exception? cause = null) =>
        new(ErrorCodes.PayloadMismatch, path, offset, "the text holds half of a surrogate pair, or bytes that are not UTF-8", cause);
}
