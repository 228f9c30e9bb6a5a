using PacketFlow.CompilerServices;
using PacketFlow.Reactor;

namespace PacketFlow.Molecules;

/// <summary>An element through which others run molecules here. It holds no lane: it waits for runs whose steps need theirs.</summary>
internal sealed class RunElement(string name, TimeSpan timeout, bool idempotent, string[] members, Func<RunRequest, CancellationToken, ValueTask<FlowValue>> answer)
    : ElementHandler(new Element(AtomGroup.Cf, name) { Timeout = timeout, MaxTimeout = TimeSpan.FromHours(1), Idempotent = idempotent }), IHoldsNoLane
{
    public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var request = new RunRequest(FlowValue.Read(ref payload)) { HasControl = call is not Reaction { Caller.HasControl: false } };
        request.RefuseOthers($"cf:{Element.Name}", members);
        return call.CompleteAsync(answer(request, call.Cancellation), Formatter<FlowValue>.Default);
    }
}
