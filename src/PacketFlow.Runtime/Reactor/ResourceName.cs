using PacketFlow.Protocol;

namespace PacketFlow.Reactor;

/// <summary>
/// Which resource an atom holds: the one that its element names, or the one that stands in the payload under that name; an element that
/// names none is a resource by itself.
/// </summary>
internal sealed class ResourceName(Element element)
{
    private readonly string _name = element.Resource ?? element.Name;
    private readonly byte[]? _member = element.Resource is { } member ? System.Text.Encoding.UTF8.GetBytes(member) : null;

    public string NameFor(Reaction reaction)
    {
        if (_member is null)
        {
            return _name;
        }

        try
        {
            return NameIn(reaction.Payload);
        }
        catch (PacketFormatException)
        {
            // Its handler tells what is wrong, when its turn has come.
            return _name;
        }
    }

    private string NameIn(ReadOnlySpan<byte> bytes)
    {
        var payload = new PacketReader(bytes, PacketReader.MaxConfigurableDepth);
        if (bytes.IsEmpty || payload.PeekKind() != PacketKind.Map)
        {
            return _name;
        }

        for (int left = payload.EnterMap(); left > 0; left--)
        {
            if (payload.ReadKey().SequenceEqual(_member))
            {
                return payload.PeekKind() == PacketKind.String
                    ? $"{_name}={payload.ReadString()}"
                    : $"{_name}={Convert.ToHexString(payload.ReadRaw())}";
            }

            payload.Skip();
        }

        return _name;
    }
}
