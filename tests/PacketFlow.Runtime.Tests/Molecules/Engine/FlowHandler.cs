using PacketFlow.CompilerServices;

namespace PacketFlow.Molecules;

/// <summary>A step's handler, written as a function.</summary>
internal sealed class FlowHandler(PlanStep step, Func<FlowValue, AtomCall, ValueTask<byte[]>> run)
    : ElementHandler(new Element(step.Element.Group, step.Address)
    {
        Aliases = step.Element.Aliases,
        Idempotent = step.Element.Idempotent,
        Resource = step.Element.Resource,
        Timeout = step.Element.Timeout,
        MaxTimeout = step.Element.MaxTimeout,
        Priority = step.Element.Priority,
        Retries = step.Element.Retries,
        AtMostOnce = step.Element.AtMostOnce,
    })
{
    /// <summary>An element's handler, for steps without a body.</summary>
    public FlowHandler(Element element, Func<FlowValue, AtomCall, ValueTask<byte[]>> run)
        : this(new PlanStep(0, element.Name, StepKind.Handler, element, element.Name), run)
    {
    }

    public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call)
    {
        FlowValue value = Formatter<FlowValue>.Default.Read(ref payload);
        ValueTask<byte[]> pending = run(value, call);
        return pending.IsCompletedSuccessfully
            ? call.Complete(PacketCodec.Deserialize<FlowValue>(pending.Result), Formatter<FlowValue>.Default)
            : AwaitAsync(pending, call);
    }

    private static async ValueTask AwaitAsync(ValueTask<byte[]> pending, AtomCall call) =>
        await call.Complete(PacketCodec.Deserialize<FlowValue>(await pending), Formatter<FlowValue>.Default);
}
