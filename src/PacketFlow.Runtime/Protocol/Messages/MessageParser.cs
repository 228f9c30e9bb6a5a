using System.Runtime.CompilerServices;

namespace PacketFlow.Protocol;

/// <summary>
/// Reads the head of a message in one pass and leaves payloads as the bytes that they are. Keys come in any order and unknown ones
/// are skipped.
/// </summary>
/// <remarks>What is no message at all is a <see cref="PacketFormatException"/>; what is wrong with one atom stands in its
/// <see cref="AtomFields.Problem"/>, for it concerns nobody else.</remarks>
internal static partial class MessageParser
{
    private const int Version = 1;

    /// <summary>A payload stands in the message's map and the atom's.</summary>
    private const int Levels = 2;

    /// <summary>In a batch it may stand in the array and in the message's data besides.</summary>
    private const int BatchLevels = 4;

    private const string Repeated = "duplicate key; send it once";
    private static readonly string[] EnvelopeKeys = ["v", "t", "s", "p", "d", "ts", "src", "dst", "ttl", "cid", "rk", "tp", "atoms"];
    private static readonly string[] AtomKeys = ["id", "g", "e", "d", "p", "t", "k", "n"];

    /// <summary>Reads a message.</summary>
    /// <param name="message">The bytes of one message, or of several in a row.</param>
    /// <param name="maxDepth">How deep a payload may be nested.</param>
    /// <param name="fields">What stands in it.</param>
    /// <returns>How many bytes the message takes.</returns>
    /// <exception cref="PacketFormatException">It is no message.</exception>
    public static int Parse(ReadOnlySpan<byte> message, int maxDepth, out MessageFields fields)
    {
        fields = default;
        if (TryParsePlain(message, maxDepth, ref fields, out int length))
        {
            return length;
        }

        return ParseOther(message, maxDepth, ref fields);
    }

    // By itself, as is what it calls: what they keep on the stack would be cleared for every plain message too.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ParseOther(ReadOnlySpan<byte> message, int maxDepth, ref MessageFields fields)
    {
        try
        {
            return ParseAny(message, maxDepth + Levels, ref fields);
        }
        catch (PacketFormatException tooDeep) when (tooDeep.Code == ErrorCodes.TooLarge)
        {
            // The atoms of a batch are looked at one by one.
            int length = ParseAny(message, maxDepth + BatchLevels, ref fields);
            if (fields.Type == MessageType.BatchSubmit)
            {
                return length;
            }

            throw;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ParseAny(ReadOnlySpan<byte> message, int maxDepth, ref MessageFields fields)
    {
        fields = default;
        var reader = new PacketReader(message, maxDepth);
        Slice data = default, atoms = default;
        bool atomRead = false;
        var seen = default(SeenKeys);
        for (int left = reader.EnterMap(); left > 0; left--)
        {
            ReadOnlySpan<byte> key = reader.ReadKey();
            if (seen.IsRepeated(key, EnvelopeKeys) is { } repeated)
            {
                Expect(false, repeated, Repeated);
            }

            switch (key.Length)
            {
                case 1:
                    switch (key[0])
                    {
                        case (byte)'v': Expect(reader.ReadInt32() == Version, "v", "this side speaks version 1"); break;
                        case (byte)'t': fields.Type = (MessageType)reader.ReadInt32(); break;
                        case (byte)'s': fields.Sequence = reader.ReadUInt32(); break;
                        case (byte)'p': MessagePriority(ref reader, ref fields.Atom); break;
                        case (byte)'d' when fields.Type == MessageType.Submit:
                            ParseAtom(ref reader, 0, ref fields.Atom);
                            atomRead = true;
                            break;
                        case (byte)'d': data = SliceOf(ref reader, 0); break;
                        default: reader.Skip(); break;
                    }

                    break;
                case 2 when key.SequenceEqual("ts"u8): reader.ReadDouble(); break;
                case 3 when key.SequenceEqual("src"u8): fields.Source = reader.ReadUInt16(); break;
                case 3 when key.SequenceEqual("dst"u8): fields.Destination = reader.ReadUInt16(); break;
                case 3 when key.SequenceEqual("ttl"u8): Ttl(ref reader, ref fields.Atom); break;
                case 3 when key.SequenceEqual("cid"u8): fields.Atom.CorrelationId = TextOf(ref reader, 0); break;
                case 2 when key.SequenceEqual("rk"u8): fields.Atom.RoutingKey = TextOf(ref reader, 0); break;
                case 2 when key.SequenceEqual("tp"u8): fields.Atom.TraceParent = TextOf(ref reader, 0); break;
                case 5 when key.SequenceEqual("atoms"u8): atoms = SliceOf(ref reader, 0); break;
                default: reader.Skip(); break;
            }
        }

        Expect(fields.Type is >= MessageType.Submit and <= MessageType.Cancel, "t", "expected a type from 1 to 8");
        if (fields.Type == MessageType.Submit && !atomRead)
        {
            ReadAtom(message, maxDepth, data, ref fields.Atom);
        }

        fields.Data = fields.Type == MessageType.BatchSubmit ? AtomsOf(message, maxDepth, atoms, data) : data;
        return reader.Position;
    }

    /// <summary>Reads an atom that stands by itself, as in a batch. What it does not say it takes from <paramref name="atom"/>.</summary>
    /// <param name="reader">At the atom.</param>
    /// <param name="origin">Where in the message the reader's bytes begin.</param>
    /// <param name="atom">What stands in it.</param>
    public static void ParseAtom(ref PacketReader reader, int origin, ref AtomFields atom)
    {
        if (reader.PeekKind() != PacketKind.Map)
        {
            atom.Problem = "d: expected a map with id, g, e and d";
            reader.Skip();
            return;
        }

        var seen = default(SeenKeys);
        for (int left = reader.EnterMap(); left > 0; left--)
        {
            ReadOnlySpan<byte> key = reader.ReadKey();
            if (seen.IsRepeated(key, AtomKeys) is { } repeated)
            {
                atom.Problem ??= $"{repeated}: {Repeated}";
                reader.Skip();
            }
            else if (key.Length == 1)
            {
                switch (key[0])
                {
                    case (byte)'g': Text(ref reader, origin, "g", ref atom.Group, ref atom); break;
                    case (byte)'e': Text(ref reader, origin, "e", ref atom.Element, ref atom); break;
                    case (byte)'d': atom.Payload = SliceOf(ref reader, origin); break;
                    case (byte)'p': Priority(ref reader, ref atom); break;
                    case (byte)'t': Timeout(ref reader, ref atom); break;
                    case (byte)'k': Text(ref reader, origin, "k", ref atom.IdempotencyKey, ref atom); break;
                    case (byte)'n': Attempt(ref reader, ref atom); break;
                    default: reader.Skip(); break;
                }
            }
            else if (key.Length == 2 && key[0] == 'i' && key[1] == 'd')
            {
                Id(ref reader, origin, ref atom);
            }
            else
            {
                reader.Skip();
            }
        }

        reader.Leave();
        if (atom.Problem is null && (atom.Id.IsEmpty || atom.Group.IsEmpty || atom.Element.IsEmpty))
        {
            string missing = atom.Id.IsEmpty ? "id" : atom.Group.IsEmpty ? "g" : "e";
            atom.Problem = $"{missing}: an atom needs its id, g and e";
        }
    }

    /// <summary>Reads an atom of a batch, which was read as a part of the batch before. That its payload is too deep is its own problem.</summary>
    /// <returns>How many bytes it takes.</returns>
    public static int ParseAtom(ReadOnlySpan<byte> atoms, int maxDepth, int origin, ref AtomFields atom)
    {
        AtomFields inherited = atom;
        try
        {
            var reader = new PacketReader(atoms, maxDepth + 1);
            ParseAtom(ref reader, origin, ref atom);
            return reader.Position;
        }
        catch (PacketFormatException tooDeep) when (tooDeep.Code == ErrorCodes.TooLarge)
        {
            atom = inherited;
            var reader = new PacketReader(atoms, maxDepth + BatchLevels);
            ParseAtom(ref reader, origin, ref atom);
            atom.ProblemCode = atom.Problem is null ? ErrorCodes.TooLarge : atom.ProblemCode;
            atom.Problem ??= $"{tooDeep.Message}, which is PacketFlow:Limits:depth";
            return reader.Position;
        }
    }

    /// <summary>The sequence of a message that is too deep or too large to be read, or zero.</summary>
    public static uint FindSequence(ReadOnlySpan<byte> message) => FindHead(message).Sequence;

    /// <summary>The type and the sequence of a message that is too deep or too large to be read: zero where they stand behind what cannot be read.</summary>
    public static (MessageType Type, uint Sequence) FindHead(ReadOnlySpan<byte> message)
    {
        MessageType type = default;
        uint sequence = 0;
        try
        {
            var reader = new PacketReader(message, PacketReader.MaxConfigurableDepth);
            for (int left = reader.EnterMap(); left > 0; left--)
            {
                ReadOnlySpan<byte> key = reader.ReadKey();
                if (key.SequenceEqual("s"u8))
                {
                    sequence = reader.ReadUInt32();
                }
                else if (key.SequenceEqual("t"u8))
                {
                    type = (MessageType)reader.ReadInt32();
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        catch (PacketFormatException)
        {
            // What has been found so far.
        }

        return (type, sequence);
    }

    /// <summary>The <c>atom_id</c> of a message's data, or null.</summary>
    public static string? AtomIdOf(ReadOnlySpan<byte> data)
    {
        var reader = new PacketReader(data);
        if (data.IsEmpty || reader.PeekKind() != PacketKind.Map)
        {
            return null;
        }

        for (int left = reader.EnterMap(); left > 0; left--)
        {
            if (reader.ReadKey().SequenceEqual("atom_id"u8) && reader.PeekKind() == PacketKind.String)
            {
                return reader.ReadString();
            }

            reader.Skip();
        }

        return null;
    }

    // The sender of d before t, or of no t: rare, and read again.
    private static void ReadAtom(ReadOnlySpan<byte> message, int maxDepth, Slice data, ref AtomFields atom)
    {
        if (data.IsEmpty)
        {
            atom.Problem = "d: a submit needs an atom";
            return;
        }

        var reader = new PacketReader(data.In(message), maxDepth);
        ParseAtom(ref reader, data.Start, ref atom);
    }

    private static Slice AtomsOf(ReadOnlySpan<byte> message, int maxDepth, Slice atoms, Slice data)
    {
        if (!atoms.IsEmpty || data.IsEmpty)
        {
            return atoms;
        }

        var reader = new PacketReader(data.In(message), maxDepth);
        if (reader.PeekKind() != PacketKind.Map)
        {
            return default;
        }

        for (int left = reader.EnterMap(); left > 0; left--)
        {
            bool wanted = reader.ReadKey().SequenceEqual("atoms"u8);
            Slice value = SliceOf(ref reader, data.Start);
            if (wanted)
            {
                return value;
            }
        }

        return default;
    }
}
