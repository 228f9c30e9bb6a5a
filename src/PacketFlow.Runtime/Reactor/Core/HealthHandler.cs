using PacketFlow.CompilerServices;

namespace PacketFlow.Reactor;

/// <summary>cf:health answers <c>{detail}</c> with the health document.</summary>
internal sealed class HealthHandler(IHealthSource health) : ElementHandler(new Element(AtomGroup.Cf, "health") { Idempotent = true })
{
    private readonly DocumentFormatter _formatter = new(health);

    public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call)
    {
        bool detail = false;
        if (!payload.TryReadNil())
        {
            for (int left = payload.EnterMap(); left > 0; left--)
            {
                if (payload.ReadKey().SequenceEqual("detail"u8))
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
