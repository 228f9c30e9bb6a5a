using System.Buffers.Binary;
using PacketFlow.Reactor;
using PacketFlow.Transport;

namespace PacketFlow.Protocol;

/// <summary>WebSocket frames made by hand, right and wrong, and what a framing makes of them.</summary>
internal static class WebSocketFrames
{
    public const int Final = 0x80;
    public const int Limit = 70_000;
    private static readonly byte[] Mask = [0x37, 0xFA, 0x21, 0x3D];

    /// <summary>A frame as a client sends it: its first byte, then its content in the shortest form unless another is asked for.</summary>
    public static byte[] Frame(int first, ReadOnlySpan<byte> content, bool masked = true, int lengthForm = 0, ulong? length = null)
    {
        ulong says = length ?? (ulong)content.Length;
        int form = lengthForm != 0 ? lengthForm : says <= 125 ? 1 : says <= ushort.MaxValue ? 2 : 8;
        var head = new byte[10];
        head[0] = (byte)first;
        head[1] = (byte)((masked ? 0x80 : 0) | (form == 1 ? (int)says : form == 2 ? 126 : 127));
        BinaryPrimitives.WriteUInt64BigEndian(head.AsSpan(2), form == 2 ? says << 48 : says);
        byte[] body = content.ToArray();
        for (int i = 0; masked && i < body.Length; i++)
        {
            body[i] ^= Mask[i % 4];
        }

        return [.. head[..(form == 1 ? 2 : 2 + form)], .. masked ? Mask : [], .. body];
    }

    public static byte[] Close(int code, params byte[] reason) => Frame(Final | 8, [(byte)(code >> 8), (byte)code, .. reason]);

    /// <summary>
    /// What comes of bytes that arrive in parts, as in <c>text(abc) control closed</c>; reading ends where a connection would.
    /// </summary>
    public static (string Trace, byte[] Replies) Feed(ReadOnlySpan<byte> bytes, IEnumerable<int> parts, WebSocketRole role = WebSocketRole.Server)
    {
        var framing = new WebSocketFraming(Limit, role);
        var replies = new Scratch();
        var trace = new List<string>();
        byte[] received = [];
        int start = 0;
        foreach (int part in parts)
        {
            received = [.. received[start..], .. bytes[..part]];
            bytes = bytes[part..];
            start = 0;
            if (!Drain(framing, received, ref start, replies, trace))
            {
                break;
            }
        }

        return (string.Join(' ', trace), replies.Written.ToArray());
    }

    private static bool Drain(WebSocketFraming framing, byte[] received, ref int start, Scratch replies, List<string> trace)
    {
        while (true)
        {
            FrameKind kind = framing.Next(received.AsSpan(start), replies, out int consumed, out Range content, out byte[]? gathered);
            ReadOnlySpan<byte> found = (gathered ?? received.AsSpan(start))[content];
            start += consumed;
            switch (kind)
            {
                case FrameKind.Incomplete: return true;
                case FrameKind.Control: trace.Add("control"); break;
                case FrameKind.Text: trace.Add($"text({(found.Length > 40 ? found.Length : System.Text.Encoding.UTF8.GetString(found))})"); break;
                case FrameKind.Messages: trace.Add($"binary({(found.Length > 40 ? found.Length : Convert.ToHexString(found))})"); break;
                case FrameKind.Closed: trace.Add("closed"); return false;
                default: trace.Add(framing.Fault.ToString()); return false;
            }
        }
    }
}
