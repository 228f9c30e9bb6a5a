namespace PacketFlow.MessagePack;

/// <summary>Valid messages with bytes changed, inserted, removed and moved. Not guided by coverage: seeded, so that a failure comes again.</summary>
public class MutationTests
{
    private static readonly byte[][] Corpus =
    [
        .. TruncationTests.Frames,
        .. HostileVectors.All.Values.Where(vector => vector.Bytes.Length is > 0 and < 1_000).Select(vector => vector.Bytes),
    ];

    private static readonly Action<byte[]>[] Readers =
    [
        bytes => FlowValue.Parse(bytes).ToString(),
        bytes => PacketCodec.FromJson(PacketCodec.ToJson(bytes)),
        bytes => Sample.ReadFrame(bytes),
        bytes => _ = FlowValue.Parse(bytes) == FlowValue.Parse(bytes),
        bytes => PacketCodec.Deserialize<decimal>(bytes),
        bytes => PacketCodec.Deserialize<DateTimeOffset>(bytes),
        bytes => PacketCodec.Deserialize<byte[]>(bytes),
        bytes => HostileVectors.Deserialize(bytes, new CompilerServices.HashSetFormatter<double>(CompilerServices.DoubleFormatter.Instance)),
    ];

    [Fact]
    public void Mutated_messages_are_read_or_refused() => Run(seed: 1, count: 200_000);

    [Fact, Trait("Category", "Long")]
    public void Many_mutated_messages_are_read_or_refused() => Run(seed: 2, count: 1_000_000);

    private static void Run(int seed, int count)
    {
        Random random = new(seed);
        int read = 0;
        for (int i = 0; i < count; i++)
        {
            byte[] bytes = Mutate(Corpus[random.Next(Corpus.Length)], random);
            try
            {
                Readers[i % Readers.Length](bytes);
                read++;
            }
            catch (PacketFormatException)
            {
                // Refused, as it may be.
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed}, message {i}: {Convert.ToHexString(bytes)}", exception);
            }
        }

        read.ShouldBeInRange(count / 100, count - count / 100);
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        List<byte> bytes = [.. original];
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            int at = random.Next(bytes.Count + 1);
            switch (random.Next(4))
            {
                case 0 when at < bytes.Count: bytes[at] = (byte)random.Next(256); break;
                case 1 when at < bytes.Count: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2 when at < bytes.Count: bytes.RemoveRange(at, random.Next(1, bytes.Count - at + 1)); break;
                default: bytes.InsertRange(at, Corpus[random.Next(Corpus.Length)].Take(20)); break;
            }
        }

        return [.. bytes];
    }
}
