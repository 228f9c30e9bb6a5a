using Microsoft.Extensions.DependencyInjection;
using PacketFlow.CompilerServices;
using PacketFlow.Molecules.Core;
using PacketFlow.Observability;
using PacketFlow.Reactor;

namespace PacketFlow.Molecules;

/// <summary>
/// Performs tries: in this process where the step has a body here, else through the sender. It never throws: what a step does, be it that it
/// asks for more memory than there is, is a failure of the step.
/// </summary>
/// <param name="parts">What the engine is made of.</param>
internal sealed class StepRunner(EngineParts parts)
{
    private readonly IServiceProvider _services = parts.Services;
    private readonly IServiceScopeFactory? _scopes = parts.Services.GetService<IServiceScopeFactory>();
    private readonly Func<LocalReactor>? _reactor = parts.Reactor;
    private IAtomMiddleware[]? _middleware;

    public TimeProvider Time => parts.Time;

    // Asked for when the first step runs: a reactor and the runs that it serves know each other.
    private IAtomMiddleware[] Middleware => _middleware ??= _reactor?.Invoke().Middleware ?? [];

    /// <summary>What a step's handler calls others with.</summary>
    public IPacketFlowClient Client(IServiceProvider scope, bool hasControl) =>
        !hasControl && parts.Limited is { } limited ? limited() : scope.GetRequiredService<IPacketFlowClient>();

    /// <summary>A try was told to stop, and its handler has not noticed.</summary>
    public void TellThatItGoesOn(StartTry start, TimeSpan running) =>
        Log.StepIgnoresToken(parts.Logger, new LogText(start.Acting.Name), new LogText(start.Run), start.Attempt, running.TotalSeconds);

    /// <summary>What a try has registered with its token threw.</summary>
    public void TellThatStopThrew(StartTry start, Exception failure) =>
        Log.TokenCallbackFailed(parts.Logger, new LogText(start.Acting.Name), new LogText(start.Run), start.Attempt, failure);

    public ValueTask<RunOccurrence> RunAsync(StepTry running, ElementHandler? handler) =>
        handler is null ? SendAsync(running)
        : _reactor is not null && StepTurn.IsFor(running.Start.Acting.Element.Group)
            ? RunInTurnAsync(running, handler, _reactor())
        : RunHereAsync(running, handler);

    /// <summary>What callers are told of a failure.</summary>
    public string Told(PacketFlowException failure) => failure is HostFailure ours && !parts.Options.TellsFailures ? ours.ForCallers : failure.Message;

    // By itself, so that steps without a turn pay nothing for what it captures.
    private ValueTask<RunOccurrence> RunInTurnAsync(StepTry running, ElementHandler handler, LocalReactor lanes) =>
        new StepTurn(handler is ElementSite ? handler.Element : running.Start.Acting.Element, running, now => RunHereAsync(now, handler), lanes).TakeAsync();

    private ValueTask<RunOccurrence> RunHereAsync(StepTry running, ElementHandler handler)
    {
        try
        {
            if (handler is ElementSite { IsScoped: true } or { TargetType: not null })
            {
                return RunScopedAsync(running, handler);
            }

            running.Serve(handler, _services);
            ValueTask pending = CallAsync(handler, running);
            if (!pending.IsCompletedSuccessfully)
            {
                return AwaitAsync(pending, running);
            }

            pending.GetAwaiter().GetResult();
            return ValueTask.FromResult(RunOccurrence.TryEnded(running.Start, running.Result));
        }
        catch (Exception failure)
        {
            return ValueTask.FromResult(Failed(running, failure));
        }
    }

    // A molecule's class is made anew for each try, so that no try finds what another left in it. An element's instance is the scope's.
    private async ValueTask<RunOccurrence> RunScopedAsync(StepTry running, ElementHandler handler)
    {
        try
        {
            AsyncServiceScope? scope = _scopes?.CreateAsyncScope();
            try
            {
                running.Serve(handler, scope?.ServiceProvider ?? _services);
                try
                {
                    await CallAsync(handler, running).ConfigureAwait(false);
                    return RunOccurrence.TryEnded(running.Start, running.Result);
                }
                finally
                {
                    await DisposeAsync(handler is ElementSite ? null : running.Made).ConfigureAwait(false);
                }
            }
            finally
            {
                if (scope is { } used)
                {
                    await used.DisposeAsync().ConfigureAwait(false);
                }
            }
        }
        catch (Exception failure)
        {
            return Failed(running, failure);
        }
    }

    private static ValueTask DisposeAsync(object? target)
    {
        switch (target)
        {
            case IAsyncDisposable asynchronous:
                return asynchronous.DisposeAsync();
            case IDisposable disposable:
                disposable.Dispose();
                break;
        }

        return default;
    }

    private async ValueTask<RunOccurrence> SendAsync(StepTry running)
    {
        StartTry start = running.Start;
        if (start.Acting.Kind is not StepKind.Remote)
        {
            return Failed(running, new PacketFlowException(
                ErrorCodes.NoHandler,
                ErrorCategory.Fatal,
                $"Step {start.Acting.Name} has a body, but its handler {start.Acting.Address} is not here. Is its module added with AddElements or Add?"));
        }

        try
        {
            ReadOnlyMemory<byte> result = await parts.Sender().SendAsync(
                new StepRequest(start.Acting.Element.Group, start.Acting.Address, start.Payload, start.Key, start.Attempt)
                {
                    Timeout = start.Acting.Timeout,
                    RoutingKey = start.RoutingKey,
                    RunId = start.Run,
                    Step = start.Acting.Name,
                    HasControl = running.HasControl,
                },
                running.Cancellation).ConfigureAwait(false);
            return RunOccurrence.TryEnded(start, result.ToArray());
        }
        catch (Exception failure)
        {
            return Failed(running, failure);
        }
    }

    private async ValueTask<RunOccurrence> AwaitAsync(ValueTask pending, StepTry running)
    {
        try
        {
            await pending.ConfigureAwait(false);
            return RunOccurrence.TryEnded(running.Start, running.Result);
        }
        catch (Exception failure)
        {
            return Failed(running, failure);
        }
    }

    private ValueTask CallAsync(ElementHandler handler, StepTry running) =>
        Middleware.Length == 0 ? Invoke(handler, running) : InvokeWithinAsync(Middleware, handler, running);

    private static async ValueTask InvokeWithinAsync(IAtomMiddleware[] around, ElementHandler handler, StepTry running)
    {
        await MiddlewareChain.Around(around, _ => Invoke(handler, running))(running.Context).ConfigureAwait(false);
        if (!running.HasResult)
        {
            throw new InvalidOperationException($"A middleware around step {running.Start.Acting.Name} returned without calling next.");
        }
    }

    private static ValueTask Invoke(ElementHandler handler, StepTry running)
    {
        var payload = new PacketReader(running.Start.Payload);
        return handler.InvokeAsync(ref payload, running);
    }

    // What was thrown on purpose concerns the run alone; the rest is told. So is a cancellation that is not the step's own: a request whose time
    // was over, as a rule.
    private RunOccurrence Failed(StepTry running, Exception failure)
    {
        StartTry start = running.Start;
        bool isStopped = failure is OperationCanceledException && running.IsStopped;
        if (failure is HostFailure or not PacketFlowException && !isStopped)
        {
            Log.StepFailed(parts.Logger, new LogText(start.Acting.Name), new LogText(start.Run), start.Attempt, failure);
        }

        Element element = start.Acting.Element;
        ErrorCategory ifRepeatable = element.Idempotent || element.Retries > 0 ? ErrorCategory.Retryable : ErrorCategory.Fatal;
        RunError error = failure switch
        {
            PacketFlowException known => new RunError(known.Code, known.Category, Told(known), known.RetryAfter),
            _ when isStopped => new RunError(ErrorCodes.Cancelled, ErrorCategory.Fatal, $"Step {start.Acting.Name} was cancelled."),
            _ => new RunError(ErrorCodes.HandlerFailed, ifRepeatable, $"Step {start.Acting.Name} threw {RunError.Told(failure, parts.Options.TellsFailures)}"),
        };
        return RunOccurrence.TryEnded(start, error);
    }
}
