using System.Buffers;

namespace PacketFlow.Molecules;

/// <summary>Encoded values that tests hand to steps.</summary>
internal static class Values
{
    public static byte[] Texts(params IEnumerable<string> items)
    {
        string[] all = [.. items];
        var output = new ArrayBufferWriter<byte>();
        var writer = new PacketWriter(output);
        writer.WriteArrayHeader(all.Length);
        foreach (string item in all)
        {
            writer.WriteString(item);
        }

        writer.Flush();
        return output.WrittenSpan.ToArray();
    }
}
