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

    protected override ValueTask<TOut> SendAsync<TIn, TOut>(
        AtomGroup group,
        string element,
        Element? known,
        TIn payload,
        Formatter<TIn> payloadFormatter,
        Formatter<TOut> resultFormatter,
        SubmitOptions options,
        CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromException<TOut>(ReactorErrors.Cancelled.ToException(options.Id))
        : reactor.Find(group, element) is { } site
            ? InlineCall<TOut>.SendAsync(reactor, caller, site, payload, payloadFormatter, resultFormatter, options, cancellationToken)
            : ValueTask.FromException<TOut>(ReactorErrors
                .NoHandler(Encoding.UTF8.GetBytes(PeriodicTable.GroupCode(group)), Encoding.UTF8.GetBytes(element))
                .ToException(options.Id ?? Guid.CreateVersion7().ToString("n")));
}
