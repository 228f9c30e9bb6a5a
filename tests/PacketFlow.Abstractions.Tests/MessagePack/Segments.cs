using System.Buffers;

namespace PacketFlow.MessagePack;

/// <summary>Cuts bytes into sequences of several segments.</summary>
internal static class Segments
{
    public static ReadOnlySequence<byte> SplitAt(byte[] bytes, int position) => Join([bytes[..position], bytes[position..]]);

    public static ReadOnlySequence<byte> OfOneByte(byte[] bytes) => Join([.. bytes.Select(each => new[] { each })]);

    private static ReadOnlySequence<byte> Join(byte[][] parts)
    {
        Segment first = new(parts[0], null);
        Segment last = first;
        foreach (byte[] part in parts[1..])
        {
            last = new Segment(part, last);
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] bytes, Segment? previous)
        {
            Memory = bytes;
            if (previous is not null)
            {
                RunningIndex = previous.RunningIndex + previous.Memory.Length;
                previous.Next = this;
            }
        }
    }
}
