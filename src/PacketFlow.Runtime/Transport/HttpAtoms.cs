using System.Text.Json;
using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>The atoms in the body of a request. All of it is read before any of them runs: what is malformed must not run by half.</summary>
/// <param name="body">The body.</param>
/// <param name="settings">The limits.</param>
internal sealed class HttpAtoms(byte[] body, ConnectionSettings settings)
{
    private readonly List<(int Start, AtomFields Fields)> _atoms = [];

    private byte[]? _packets;

    /// <summary>The bytes in which the atoms' fields stand.</summary>
    public byte[] Bytes => _packets ?? body;

    /// <summary>The atoms, each with the place from which its fields are counted.</summary>
    public IReadOnlyList<(int Start, AtomFields Fields)> All => _atoms;

    /// <summary>Reads the body.</summary>
    /// <returns>Why it is none, or null.</returns>
    public AtomError? Read(bool isJson, bool isBatch)
    {
        try
        {
            return isJson
                ? isBatch ? ReadPackets() : ReadPacket()
                : isBatch ? ReadBatch() : ReadOne();
        }
        catch (JsonException broken)
        {
            return NotAMessage("not JSON: " + broken.Message);
        }
        catch (PacketFormatException malformed)
        {
            return malformed.Code == ErrorCodes.TooLarge ? ReactorErrors.TooDeep(malformed) : NotAMessage(malformed.Message);
        }
    }

    private AtomError? ReadPacket()
    {
        var reader = new Utf8JsonReader(body, JsonFrame.Options);
        if (reader.Read())
        {
            reader.Skip();
        }

        reader.Read();
        var bytes = new Scratch();
        Take(body, bytes);
        _packets = bytes.Bytes;
        return null;
    }

    private AtomError? ReadPackets()
    {
        var packets = new List<Slice>();
        var reader = new Utf8JsonReader(body, JsonFrame.Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            return NotAMessage("expected an array of packets");
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            packets.Add(new Slice(start, (int)reader.BytesConsumed - start));
        }

        reader.Read();
        if (TooMany(packets.Count) is { } tooMany)
        {
            return tooMany;
        }

        _atoms.Capacity = packets.Count;
        var bytes = new Scratch();
        foreach (Slice packet in packets)
        {
            Take(packet.In(body), bytes);
        }

        _packets = bytes.Bytes;
        return null;
    }

    private void Take(ReadOnlySpan<byte> packet, Scratch bytes)
    {
        int start = bytes.Length;
        JsonPacket.Parse(packet, bytes, settings.MaxDepth, out AtomFields atom, out List<string>? dependencies);
        if (dependencies is not null)
        {
            atom.Problem ??= "dependencies: packets wait for others of their connection; over HTTP there is none";
        }

        _atoms.Add((start, atom));
    }

    private AtomError? ReadOne()
    {
        var reader = new PacketReader(body, settings.MaxDepth + 1);
        AtomFields atom = default;
        MessageParser.ParseAtom(ref reader, 0, ref atom);
        if (reader.Remaining > 0)
        {
            return NotAMessage($"{reader.Remaining} more bytes after the atom");
        }

        _atoms.Add((0, atom));
        return null;
    }

    private AtomError? ReadBatch()
    {
        var whole = new PacketReader(body, settings.MaxDepth + 2);
        whole.Skip();
        if (whole.Remaining > 0)
        {
            return NotAMessage($"{whole.Remaining} more bytes after the atoms");
        }

        var reader = new PacketReader(body, settings.MaxDepth + 2);
        int count = reader.EnterArray();
        if (TooMany(count) is { } tooMany)
        {
            return tooMany;
        }

        _atoms.Capacity = count;
        for (; count > 0; count--)
        {
            AtomFields atom = default;
            MessageParser.ParseAtom(ref reader, 0, ref atom);
            _atoms.Add((0, atom));
        }

        return null;
    }

    private AtomError? TooMany(int count) => count <= settings.MaxBatch ? null
        : new AtomError(ErrorCodes.TooLarge, ErrorCategory.Fatal, $"{count} of at most {settings.MaxBatch} atoms; send several batches, or raise PacketFlow:Limits:batch_atoms");

    private static AtomError NotAMessage(string why) => new(ErrorCodes.NotAMessage, ErrorCategory.Fatal, why);
}
