using PacketFlow.CompilerServices;
using PacketFlow.Protocol;

namespace PacketFlow.Reactor;

/// <summary>cf:health answers <c>{detail}</c> with the health document.</summary>
internal sealed class HealthHandler(IHealthSource health) : ElementHandler(new Element(AtomGroup.Cf, "health") { Idempotent = true })
{
    private static readonly string[] Keys = ["detail"];

    private readonly DocumentFormatter _formatter = new(health);

    public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call)
    {
        bool detail = false;
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

                if (key.SequenceEqual("detail"u8))
                {
                    detail = payload.ReadBoolean();
                }
                else
                {
                    payload.Skip();
                }
            }
        }

        return call.Complete(detail, _formatter);
    }

    private sealed class DocumentFormatter(IHealthSource health) : Formatter<bool>
    {
        public override void Write(ref PacketWriter writer, bool value) => health.Write(ref writer, detail: value);

        public override bool Read(ref PacketReader reader) => reader.ReadBoolean();
    }
}
