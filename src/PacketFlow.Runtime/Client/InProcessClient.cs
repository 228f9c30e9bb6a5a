using System.Text;
using PacketFlow.CompilerServices;
using PacketFlow.Reactor;

namespace PacketFlow.Client;

/// <summary>
/// Submits to this process's reactor. Payloads go through the codec here too: no shared objects, and the same errors as from afar.
/// </summary>
internal sealed class InProcessClient(LocalReactor reactor, InProcessCaller caller, IRunDoor runs) : AtomClient
{
    public override IRunDoor Runs => runs;

    protected override ValueTask<TOut> SendAsync<TIn, TOut>(in AtomRequest<TIn, TOut> request, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromException<TOut>(ReactorErrors.Cancelled.ToException(request.Options.Id))
        : reactor.Find(request.Group, request.Element) is { } site
            ? InlineCall<TOut>.SendAsync(reactor, caller, site, request, cancellationToken)
            : ValueTask.FromException<TOut>(ReactorErrors
                .NoHandler(Encoding.UTF8.GetBytes(PeriodicTable.GroupCode(request.Group)), Encoding.UTF8.GetBytes(request.Element))
                .ToException(request.Options.Id ?? Guid.CreateVersion7().ToString("n")));
}
