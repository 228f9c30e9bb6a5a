using System.Text.Unicode;

namespace PacketFlow.Protocol;

// The values of a message, each with what may be wrong with it.
internal static partial class MessageParser
{
    private static Slice SliceOf(ref PacketReader reader, int origin)
    {
        int start = reader.Position;
        reader.Skip();
        return new Slice(origin + start, reader.Position - start);
    }

    // The content of a string, its head left out.
    private static Slice TextOf(ref PacketReader reader, int origin)
    {
        if (reader.TryReadNil())
        {
            return default;
        }

        int length = reader.ReadUtf8().Length;
        return new Slice(origin + reader.Position - length, length);
    }

    private static void Text(ref PacketReader reader, int origin, string name, ref Slice field, ref AtomFields atom)
    {
        if (reader.PeekKind() == PacketKind.String)
        {
            field = TextOf(ref reader, origin);
            return;
        }

        Wrong(ref reader, name, "string", ref atom);
    }

    // An id goes back into the answer as the bytes that it is.
    private static void Id(ref PacketReader reader, int origin, ref AtomFields atom)
    {
        if (reader.PeekKind() != PacketKind.String)
        {
            Wrong(ref reader, "id", "string", ref atom);
            return;
        }

        ReadOnlySpan<byte> id = reader.ReadUtf8();
        if (Utf8.IsValid(id))
        {
            atom.Id = new Slice(origin + reader.Position - id.Length, id.Length);
        }
        else
        {
            atom.Problem ??= "id: expected string, got bytes that are not UTF-8";
        }
    }

    private static void Priority(ref PacketReader reader, ref AtomFields atom)
    {
        if (reader.PeekKind() != PacketKind.Integer)
        {
            Wrong(ref reader, "p", "an integer from 1 to 10", ref atom);
            return;
        }

        long priority = SmallInteger(ref reader);
        if (priority is < 1 or > 10)
        {
            atom.Problem ??= $"p: expected an integer from 1 to 10, got {priority}";
        }

        atom.Priority = (int)priority;
    }

    private static void Timeout(ref PacketReader reader, ref AtomFields atom)
    {
        if (reader.PeekKind() is not (PacketKind.Integer or PacketKind.Float))
        {
            Wrong(ref reader, "t", "seconds", ref atom);
            return;
        }

        double seconds = reader.ReadDouble();
        if (!(seconds > 0) || double.IsInfinity(seconds))
        {
            atom.Problem ??= "t: expected seconds above zero";
        }

        atom.TimeoutSeconds = seconds;
    }

    // Zero says nothing, as a field that an encoder always writes.
    private static void Ttl(ref PacketReader reader, ref AtomFields atom)
    {
        double seconds = reader.ReadDouble();
        if (!(seconds >= 0) || double.IsInfinity(seconds))
        {
            atom.Problem ??= "ttl: expected seconds, zero or more";
        }

        atom.TtlSeconds = seconds;
    }

    private static void Attempt(ref PacketReader reader, ref AtomFields atom)
    {
        if (reader.PeekKind() != PacketKind.Integer)
        {
            Wrong(ref reader, "n", "an integer", ref atom);
            return;
        }

        atom.Attempt = (int)Math.Clamp(SmallInteger(ref reader), 0, int.MaxValue);
    }

    // An integer beyond 64 bits signed is as wrong as any other outside of a small range.
    private static long SmallInteger(ref PacketReader reader)
    {
        double value = reader.ReadDouble();
        return (long)Math.Clamp(value, int.MinValue, int.MaxValue);
    }

    private static void Wrong(ref PacketReader reader, string name, string expected, ref AtomFields atom)
    {
        atom.Problem ??= $"{name}: expected {expected}, got {reader.PeekKind().ToString().ToLowerInvariant()}";
        reader.Skip();
    }

    // The atom's own priority wins, whichever of the two came first.
    private static void MessagePriority(ref PacketReader reader, ref AtomFields atom)
    {
        int ofAtom = atom.Priority;
        Priority(ref reader, ref atom);
        atom.Priority = ofAtom != 0 ? ofAtom : atom.Priority;
    }

    private static void Expect(bool holds, string place, string detail)
    {
        if (!holds)
        {
            throw new PacketFlowException(ErrorCodes.NotAMessage, ErrorCategory.Fatal, $"{place}: {detail}");
        }
    }
}
