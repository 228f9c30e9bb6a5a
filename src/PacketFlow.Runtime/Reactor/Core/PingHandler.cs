using PacketFlow.CompilerServices;
using PacketFlow.Protocol;

namespace PacketFlow.Reactor;

/// <summary>cf:ping answers <c>{echo}</c> with <c>{echo}</c>.</summary>
internal sealed class PingHandler() : ElementHandler(new Element(AtomGroup.Cf, "ping") { Idempotent = true })
{
    private static readonly string[] Keys = ["echo"];

    public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call)
    {
        FlowValue echo = FlowValue.Nil;
        if (!payload.TryReadNil())
        {
            var seen = default(SeenKeys);
            for (int left = payload.EnterMap(); left > 0; left--)
            {
                ReadOnlySpan<byte> key = payload.ReadKey();
                if (seen.IsRepeated(key, Keys) is { } repeated)
                {
                    payload.ThrowDuplicate(repeated);
                }

                if (key.SequenceEqual("echo"u8))
                {
                    echo = FlowValue.Read(ref payload);
                }
                else
                {
                    payload.Skip();
                }
            }
        }

        return call.Complete(new Echo(echo), EchoFormatter.Instance);
    }

    private readonly record struct Echo(FlowValue Value);

    private sealed class EchoFormatter : Formatter<Echo>
    {
        public static readonly EchoFormatter Instance = new();

        public override void Write(ref PacketWriter writer, Echo value)
        {
            writer.WriteMapHeader(1);
            writer.WriteUtf8("echo"u8);
            writer.WriteRaw(value.Value.Bytes);
        }

        public override Echo Read(ref PacketReader reader) => new(FlowValue.Read(ref reader));
    }
}
