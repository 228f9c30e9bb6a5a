using System.Buffers;
using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>The answer to one atom of an HTTP request, kept until all of them are there.</summary>
/// <param name="id">The atom's id as it came.</param>
internal sealed class HttpAnswer(ReadOnlyMemory<byte> id)
{
    private Scratch? _results;
    private int _start;
    private int _length;
    private long _duration;
    private double _clamped;

    /// <summary>Why it failed, if it did.</summary>
    public AtomError? Error { get; private set; }

    private ReadOnlySpan<byte> Result => _results!.Written.Slice(_start, _length);

    /// <summary>Room for the result behind others, which <see cref="Complete"/> ends.</summary>
    public PacketWriter Begin(Scratch results)
    {
        _results = results;
        _start = results.Length;
        return new PacketWriter(results);
    }

    /// <summary>The result is where it belongs.</summary>
    public void Complete(Reaction reaction)
    {
        _length = _results!.Length - _start;
        Note(reaction);
    }

    /// <summary>The result came by itself.</summary>
    public void Succeed(Reaction reaction, ReadOnlySpan<byte> result)
    {
        var own = new Scratch();
        _results = own;
        _start = 0;
        own.Write(result);
        Complete(reaction);
    }

    /// <summary>The atom failed; what there is of a result is dropped.</summary>
    public void Fail(Reaction reaction, in AtomError error)
    {
        Error = error;
        Note(reaction);
    }

    /// <summary>A failure that is no atom's.</summary>
    public static void Write(Scratch output, in AtomError error, bool isJson) => new HttpAnswer(default) { Error = error }.Write(output, isJson);

    public void Write(Scratch output, bool isJson)
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

    private void Note(Reaction reaction)
    {
        _duration = reaction.DurationMilliseconds;
        _clamped = reaction.ClampedSeconds;
    }

    private void WriteJson(Scratch output)
    {
        if (Error is { } error)
        {
            JsonWriting.Failure(output, id.Span, error, _duration);
            return;
        }

        int start = output.Length;
        try
        {
            JsonWriting.Result(output, id.Span, Result, _duration, _clamped);
        }
        catch (PacketFormatException unwritable)
        {
            output.Truncate(start);
            JsonWriting.Failure(output, id.Span, new AtomError(
                ErrorCodes.HandlerFailed, ErrorCategory.Fatal, $"The result cannot be encoded as JSON: {unwritable.Message}"), _duration);
        }
    }

    private void WriteMessagePack(Scratch output)
    {
        var writer = new PacketWriter(output);
        if (Error is { } error)
        {
            MessageWriter.ErrorData(ref writer, id.Span, error);
        }
        else
        {
            writer.WriteMapHeader(_clamped > 0 ? 4 : 3);
            writer.WriteUtf8("atom_id"u8);
            writer.WriteUtf8(id.Span);
            writer.WriteUtf8("data"u8);
            writer.WriteRaw(Result);
            MessageWriter.EndResult(ref writer, _duration, _clamped);
        }

        writer.Flush();
    }
}
