namespace PacketFlow;

/// <summary>A run that a test has started. It is the same run after a crash.</summary>
/// <typeparam name="TOut">What the molecule gives.</typeparam>
public sealed class TestRun<TOut>
{
    private readonly MoleculeHost _host;
    private readonly Func<RunHandle<TOut>> _handle;

    internal TestRun(MoleculeHost host, string id, Func<RunHandle<TOut>> handle)
    {
        (_host, _handle) = (host, handle);
        Id = id;
    }

    /// <summary>The run's id.</summary>
    public string Id { get; }

    /// <summary>The run as the host's present process knows it.</summary>
    public RunHandle<TOut> Handle => _handle();

    /// <summary>Brings the run to its end and gives its output. Time goes on as the run needs it: timers, retries, timeouts of signals.</summary>
    /// <returns>Its output; of a partial run what there is.</returns>
    /// <exception cref="PacketFlowException">It ended without an output.</exception>
    /// <exception cref="MoleculeTestException">It waits for what will not come by itself; the message says for what.</exception>
    public async Task<TOut> GetResultAsync()
    {
        await GetEndAsync().ConfigureAwait(false);
        return await _host.AloneAsync(() => Handle.GetResultAsync()).ConfigureAwait(false);
    }

    /// <summary>Brings the run to its end, as <see cref="GetResultAsync"/> does, and says how it ended.</summary>
    /// <returns>How it ended.</returns>
    /// <exception cref="MoleculeTestException">It waits for what will not come by itself; the message says for what.</exception>
    public async Task<RunInfo> GetEndAsync()
    {
        while (true)
        {
            RunInfo info = await GetInfoAsync().ConfigureAwait(false);
            if (info.IsOver)
            {
                return info;
            }

            if (!await _host.MoveOnAsync(Id).ConfigureAwait(false))
            {
                throw new MoleculeTestException(await WhyAsync(info).ConfigureAwait(false));
            }
        }
    }

    /// <summary>Where it stands, when all has happened that can without time going on.</summary>
    public Task<RunInfo> GetInfoAsync() => _host.AloneAsync(() => Handle.GetInfoAsync().AsTask());

    /// <summary>What has happened in it, when all has happened that can without time going on.</summary>
    public Task<RunTrace> GetTraceAsync() => _host.AloneAsync(ReadTraceAsync);

    /// <summary>Sends a signal that brings nothing.</summary>
    /// <param name="step">The name of the step that waits for it, or will.</param>
    public async Task SignalAsync(string step) => await Handle.SignalAsync(step).ConfigureAwait(false);

    /// <summary>Sends a signal. Of several for one step the first counts.</summary>
    /// <param name="step">The name of the step that waits for it, or will.</param>
    /// <param name="value">What it brings.</param>
    public async Task SignalAsync<T>(string step, T value) => await Handle.SignalAsync(step, value).ConfigureAwait(false);

    private async Task<string> WhyAsync(RunInfo info)
    {
        RunTrace trace = await GetTraceAsync().ConfigureAwait(false);
        return trace.Waiting.Count > 0
            ? $"Run {Id} waits for {string.Join(" and ", trace.Waiting)}, which has no timeout: nothing happens however much time goes on. Send it with {nameof(SignalAsync)}."
            : $"Run {Id} is {info.Status}, and nothing in this host moves it on. What has happened:\n{trace}";
    }

    private async Task<RunTrace> ReadTraceAsync()
    {
        using var enough = new CancellationTokenSource();
        IAsyncEnumerator<RunEvent> trace = Handle.TraceAsync(enough.Token).GetAsyncEnumerator(CancellationToken.None);
        var events = new List<RunEvent>();
        try
        {
            while (true)
            {
                ValueTask<bool> next = trace.MoveNextAsync();
                if (!next.IsCompleted)
                {
                    await enough.CancelAsync().ConfigureAwait(false);
                }

                if (!await next.ConfigureAwait(false))
                {
                    break;
                }

                events.Add(trace.Current);
            }
        }
        catch (OperationCanceledException)
        {
            // The rest has not happened yet.
        }
        finally
        {
            await trace.DisposeAsync().ConfigureAwait(false);
        }

        return new RunTrace(events);
    }
}
