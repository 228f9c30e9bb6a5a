using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using PacketFlow.Reactor;

namespace PacketFlow.Client;

/// <summary>Many atoms of one element: some on their way at a time, their results as they come.</summary>
internal sealed class Batch<TIn, TOut>(AtomClient client, Element<TIn, TOut> element, SubmitOptions? options)
{
    /// <summary>Enough to keep a reactor busy, and far from what fills its lanes.</summary>
    private const int Window = 512;

    /// <summary>From so few on more are submitted, in a burst: atoms that come together cost less than atoms that come alone.</summary>
    private const int Refill = Window / 2;

    private readonly Channel<Outcome> _results = Channel.CreateUnbounded<Outcome>(new() { SingleReader = true });

    public async IAsyncEnumerable<AtomResult<TOut>> RunAsync(IEnumerable<TIn> payloads, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Whoever stops to enumerate wants the rest no more.
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using IEnumerator<TIn> next = payloads.GetEnumerator();
        try
        {
            bool hasMore = next.MoveNext();
            int submitted = 0;
            for (int pending = 0; hasMore || pending > 0;)
            {
                if (pending <= Refill)
                {
                    while (hasMore && pending < Window && !cancellationToken.IsCancellationRequested)
                    {
                        _ = SubmitAsync(next.Current, submitted++, left.Token);
                        pending++;
                        hasMore = next.MoveNext();
                    }

                    client.EndBurst();
                }

                if (pending == 0)
                {
                    throw ReactorErrors.Cancelled.ToException(null);
                }

                Outcome outcome = await _results.Reader.ReadAsync(CancellationToken.None).ConfigureAwait(false);
                pending--;
                outcome.Unexpected?.Throw();
                yield return outcome.Result;
            }
        }
        finally
        {
            await left.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task SubmitAsync(TIn payload, int index, CancellationToken cancellationToken)
    {
        Outcome outcome = default;
        try
        {
            TOut value = await client.SubmitAsync(element, payload, OptionsOf(index), cancellationToken).ConfigureAwait(false);
            outcome.Result = AtomResult<TOut>.Success(value, index);
        }
        catch (PacketFlowException failure)
        {
            outcome.Result = AtomResult<TOut>.Failure(failure, index);
        }
        catch (Exception unexpected)
        {
            // A formatter of the caller's own failed: the caller gets its exception from the enumeration.
            outcome.Unexpected = ExceptionDispatchInfo.Capture(unexpected);
        }

        _results.Writer.TryWrite(outcome);
    }

    // One id or key for all would be one atom.
    private SubmitOptions OptionsOf(int index) => options is not ({ Id: not null } or { IdempotencyKey: not null }) ? options ?? AtomClient.NoOptions : options with
    {
        Id = Numbered(options.Id, index),
        IdempotencyKey = Numbered(options.IdempotencyKey, index),
    };

    private static string? Numbered(string? name, int index) => name is null ? null : string.Create(CultureInfo.InvariantCulture, $"{name}_{index}");

    private struct Outcome
    {
        public AtomResult<TOut> Result;
        public ExceptionDispatchInfo? Unexpected;
    }
}
