using PacketFlow.Reactor;

namespace PacketFlow.Client;

/// <summary>
/// Where this host sends what nobody here handles: to the first of <c>PacketFlow:Reactors</c> that has the element. A step's second try goes to the next
/// that has it, and so on round all of them.
/// </summary>
internal sealed class OtherReactors : IAsyncDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly OtherReactor[] _all;
    private readonly TimeProvider _time;
    private readonly Task _tried;

    public OtherReactors(IEnumerable<OtherReactor> reactors, TimeProvider time)
    {
        (_all, _time) = ([.. reactors], time);
        _tried = Task.WhenAll(_all.Select(static reactor => reactor.Client.Tried));
    }

    public bool IsEmpty => _all.Length == 0;

    /// <summary>Sends an atom and waits for its result. While none that may have the element is connected it waits for one, as long as the atom may take.</summary>
    /// <exception cref="PacketFlowException">PF001: none has the element. PF503: it was not sent, or refused before it began. Else what the reactor answered.</exception>
    public async ValueTask<TOut> SendAsync<TIn, TOut>(AtomRequest<TIn, TOut> request, CancellationToken cancellationToken)
    {
        long begun = _time.GetTimestamp();
        while (true)
        {
            PacketFlowException? refusal = null;
            foreach (OtherReactor reactor in await AbleAsync(request, begun, cancellationToken).ConfigureAwait(false))
            {
                int connection = reactor.Client.ConnectionNumber;
                try
                {
                    return await reactor.Client.SendAsync(request, null, cancellationToken).ConfigureAwait(false);
                }
                catch (PacketFlowException missing) when (missing.Code is ErrorCodes.NoHandler or ErrorCodes.NoReactor)
                {
                    reactor.RememberMissing(request.Group, request.Element, connection);
                }
                catch (PacketFlowException refused) when (refused.Code is ErrorCodes.Unavailable)
                {
                    refusal = refused;
                }
            }

            if (refusal is not null)
            {
                throw refusal;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (OtherReactor reactor in _all)
        {
            await reactor.DisposeAsync().ConfigureAwait(false);
        }
    }

    // Those that are connected and may have it, in the order in which this try asks them.
    private async ValueTask<OtherReactor[]> AbleAsync<TIn, TOut>(AtomRequest<TIn, TOut> request, long begun, CancellationToken cancellationToken)
    {
        while (true)
        {
            OtherReactor[] possible = Array.FindAll(_all, reactor => reactor.MayHandle(request.Group, request.Element));
            if (possible.Length == 0)
            {
                throw Refusal(request, ErrorCodes.NoHandler, ErrorCategory.Routing, $"Nor has {Names(_all)} of PacketFlow:Reactors.");
            }

            if (!_tried.IsCompleted)
            {
                // The host has only begun: which of them are there is not known yet, and the first that is counts.
                await WaitAsync(_tried, request, begun, cancellationToken).ConfigureAwait(false);
            }

            OtherReactor[] able = Array.FindAll(possible, static reactor => reactor.Client.IsConnected);
            if (able.Length > 0)
            {
                int first = Math.Max(0, request.Options.Attempt - 1) % able.Length;
                return [.. able[first..], .. able[..first]];
            }

            if (!await WaitAsync(Task.WhenAny(possible.Select(static reactor => reactor.Client.ConnectedAsync())), request, begun, cancellationToken).ConfigureAwait(false))
            {
                string? why = possible.Select(static reactor => reactor.Client.LastFailure).FirstOrDefault(static failure => failure is not null);
                throw Refusal(
                    request, ErrorCodes.Unavailable, ErrorCategory.Retryable, $"{Names(possible)} of PacketFlow:Reactors may have it, and cannot be reached.{(why is null ? "" : " " + why)}", RetryAfter);
            }
        }
    }

    // False if the atom's time is up before that.
    private async ValueTask<bool> WaitAsync<TIn, TOut>(Task task, AtomRequest<TIn, TOut> request, long begun, CancellationToken cancellationToken)
    {
        TimeSpan left = LongestWait(request) - _time.GetElapsedTime(begun);
        try
        {
            await task.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        catch (OperationCanceledException)
        {
            throw ReactorErrors.Cancelled.ToException(request.Options.Id);
        }
    }

    private static TimeSpan LongestWait<TIn, TOut>(in AtomRequest<TIn, TOut> request)
    {
        TimeSpan timeout = request.Options.Timeout ?? request.Known?.Timeout ?? TimeSpan.FromSeconds(PeriodicTable.DefaultTimeoutSeconds(request.Group, request.Element));
        return request.Options.Ttl < timeout ? request.Options.Ttl.Value : timeout;
    }

    private static PacketFlowException Refusal<TIn, TOut>(
        in AtomRequest<TIn, TOut> request, string code, ErrorCategory category, string words, TimeSpan? retryAfter = null) =>
        new(code, category, $"Nobody here handles {PeriodicTable.GroupCode(request.Group)}:{request.Element}. {words}", retryAfter);

    private static string Names(OtherReactor[] reactors) => string.Join(" or ", reactors.Select(static reactor => reactor.Label));
}
