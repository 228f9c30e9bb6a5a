using System.Buffers;
using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>The answer to one atom of an HTTP request, kept until all of them are there.</summary>
internal sealed class HttpAnswer
{
    private ArrayBufferWriter<byte>? _result;
    private long _duration;
    private double _clamped;

    /// <summary>The atom's id as it came.</summary>
    public byte[] Id { get; init; } = [];

    /// <summary>Why it failed, if it did.</summary>
    public AtomError? Error { get; set; }

    /// <summary>Room for the result, which <see cref="Complete"/> ends.</summary>
    public PacketWriter Begin() => new(_result = new ArrayBufferWriter<byte>());

    public void Succeed(Reaction reaction, ReadOnlySpan<byte> result)
    {
        _result = new ArrayBufferWriter<byte>(Math.Max(1, result.Length));
        _result.Write(result);
        Complete(reaction);
    }

    public void Fail(Reaction reaction, in AtomError error)
    {
        Error = error;
        Complete(reaction);
    }

    public void Complete(Reaction reaction)
    {
        _duration = reaction.DurationMilliseconds;
        _clamped = reaction.ClampedSeconds;
    }

    public void Write(IBufferWriter<byte> output, bool isJson)
    {
        if (isJson)
        {
            WriteJson(output);
        }
        else
        {
            WriteMessagePack(output);
        }
    }

    private void WriteJson(IBufferWriter<byte> output)
    {
        if (Error is { } error)
        {
            JsonWriting.Failure(output, Id, error, _duration);
            return;
        }

        var text = new ArrayBufferWriter<byte>();
        try
        {
            JsonWriting.Result(text, Id, _result!.WrittenSpan, _duration, _clamped);
            output.Write(text.WrittenSpan);
        }
        catch (PacketFormatException unwritable)
        {
            JsonWriting.Failure(output, Id, new AtomError(
                ErrorCodes.HandlerFailed, ErrorCategory.Fatal, $"The result cannot be encoded as JSON: {unwritable.Message}"), _duration);
        }
    }

    private void WriteMessagePack(IBufferWriter<byte> output)
    {
        var writer = new PacketWriter(output);
        if (Error is { } error)
        {
            MessageWriter.ErrorData(ref writer, Id, error);
        }
        else
        {
            writer.WriteMapHeader(_clamped > 0 ? 4 : 3);
            writer.WriteUtf8("atom_id"u8);
            writer.WriteUtf8(Id);
            writer.WriteUtf8("data"u8);
            writer.WriteRaw(_result!.WrittenSpan);
            MessageWriter.EndResult(ref writer, _duration, _clamped);
        }

        writer.Flush();
    }
}
