using System.Buffers;
using System.Text;
using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

internal sealed partial class Peer
{
    private static readonly SearchValues<char> Unsafe = SearchValues.Create(":@/");

    private readonly HashSet<(AtomGroup Group, string Element)> _elements = [];

    /// <summary>Takes a JSON peer's elements.</summary>
    public void RegisterText(ReadOnlySpan<byte> payload, uint sequence, Scratch replies)
    {
        _isText = true;
        AtomError? refusal;
        try
        {
            refusal = Register(PacketCodec.FromJson(payload));
        }
        catch (PacketFormatException malformed)
        {
            refusal = ReactorErrors.Malformed(malformed.Message);
        }

        if (refusal is { } refused)
        {
            connection.WriteTextError(replies, sequence, refused);
            return;
        }

        int start = replies.Length;
        connection.Framing.Begin(replies, isText: true);
        JsonWriting.BeginFrame(replies, "register"u8, sequence);
        replies.Write("{\"ok\":true}"u8);
        JsonWriting.EndFrame(replies);
        connection.Framing.End(replies, start, isText: true);
    }

    /// <summary>Takes a peer's elements from the data of a register message: all of them, or none.</summary>
    /// <returns>Why not, or null.</returns>
    /// <exception cref="PacketFormatException">It is no such data.</exception>
    public AtomError? Register(ReadOnlySpan<byte> data)
    {
        var elements = new List<(AtomGroup Group, string Element)>();
        var reader = new PacketReader(data);
        if (data.IsEmpty || reader.PeekKind() != PacketKind.Map)
        {
            return ReactorErrors.Malformed("expected an object with elements, as in [\"df:transform\"]");
        }

        bool isNamed = false;
        for (int left = reader.EnterMap(); left > 0; left--)
        {
            if (!reader.ReadKey().SequenceEqual("elements"u8))
            {
                reader.Skip();
                continue;
            }

            if (isNamed)
            {
                return ReactorErrors.Malformed("elements: duplicate key; send it once");
            }

            isNamed = true;
            if (ReadElements(ref reader, elements) is { } refusal)
            {
                return refusal;
            }
        }

        if (_elements.Union(elements).Count() > connection.Settings.MaxElements)
        {
            return TooMany;
        }

        if (connection.Reactor.Register(elements, this) is { } handled)
        {
            return ReactorErrors.HandledAlready(handled);
        }

        if (connection.IsClosing)
        {
            // Whoever ended it meanwhile may have looked before these were there.
            connection.Reactor.Remotes.Remove(this);
        }

        _elements.UnionWith(elements);
        return null;
    }

    private AtomError TooMany => new(
        ErrorCodes.TooLarge,
        ErrorCategory.Fatal,
        $"elements: more than {connection.Settings.MaxElements} for one connection; the reactor's PacketFlow:Limits:registered_elements says how many");

    private AtomError? ReadElements(ref PacketReader reader, List<(AtomGroup Group, string Element)> elements)
    {
        int count = reader.EnterArray();
        if (count > connection.Settings.MaxElements)
        {
            return TooMany;
        }

        for (; count > 0; count--)
        {
            string address = reader.ReadString();
            int colon = address.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || !PeriodicTable.TryParseGroup(address[..colon], out AtomGroup group) || !IsName(address.AsSpan(colon + 1)))
            {
                return ReactorErrors.Malformed(
                    $"elements: '{address}' is no address such as df:process_order: a group (cf, df, ed, co, mc, rm), a colon, and a name of at most {connection.Settings.MaxElementBytes} bytes without capitals, spaces and : @ /");
            }

            string element = address[(colon + 1)..];
            if (ControlScope.Covers(group, element))
            {
                return ReactorErrors.HandlesControl(address);
            }

            elements.Add((group, element));
        }

        reader.Leave();
        return null;
    }

    // What may stand in an address on the wire.
    private bool IsName(ReadOnlySpan<char> name) =>
        name.Length > 0 && Encoding.UTF8.GetByteCount(name) <= connection.Settings.MaxElementBytes && !name.ContainsAny(Unsafe) && !name.ContainsAnyInRange('A', 'Z') && !name.ContainsAnyInRange('\0', ' ');
}
