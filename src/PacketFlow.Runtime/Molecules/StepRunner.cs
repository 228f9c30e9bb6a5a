using Microsoft.Extensions.DependencyInjection;
using PacketFlow.CompilerServices;
using PacketFlow.Molecules.Core;
using PacketFlow.Reactor;

namespace PacketFlow.Molecules;

/// <summary>Performs tries: in this process where the step has a body here, else through the sender. It never throws.</summary>
/// <param name="services">The host's services.</param>
/// <param name="sender">Sends what has no body here.</param>
/// <param name="time">The only clock.</param>
/// <param name="reactor">Whose lanes steps wait for; null if there is no reactor.</param>
internal sealed class StepRunner(IServiceProvider services, Func<IStepSender> sender, TimeProvider time, Func<LocalReactor>? reactor)
{
    private readonly IServiceScopeFactory? _scopes = services.GetService<IServiceScopeFactory>();

    public TimeProvider Time => time;

    public IPacketFlowClient Client(IServiceProvider scope) => scope.GetRequiredService<IPacketFlowClient>();

    public ValueTask<RunOccurrence> RunAsync(StepTry running, ElementHandler? handler) =>
        handler is null ? SendAsync(running)
        : reactor is not null && StepTurn.IsFor(running.Start.Acting.Element.Group)
            ? RunInTurnAsync(running, handler, reactor())
        : RunHereAsync(running, handler);

    // By itself, so that steps without a turn pay nothing for what it captures.
    private ValueTask<RunOccurrence> RunInTurnAsync(StepTry running, ElementHandler handler, LocalReactor lanes) =>
        new StepTurn(running, now => RunHereAsync(now, handler), lanes).TakeAsync();

    private ValueTask<RunOccurrence> RunHereAsync(StepTry running, ElementHandler handler)
    {
        try
        {
            if (handler.TargetType is not null)
            {
                return RunScopedAsync(running, handler);
            }

            running.Serve(target: null, services);
            ValueTask pending = Invoke(handler, running);
            if (!pending.IsCompletedSuccessfully)
            {
                return AwaitAsync(pending, running);
            }

            pending.GetAwaiter().GetResult();
            return ValueTask.FromResult(RunOccurrence.TryEnded(running.Start, running.Result));
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return ValueTask.FromResult(Failed(running.Start, failure));
        }
    }

    // A molecule's class is made anew for each try, so that no try finds what another left in it.
    private async ValueTask<RunOccurrence> RunScopedAsync(StepTry running, ElementHandler handler)
    {
        try
        {
            AsyncServiceScope? scope = _scopes?.CreateAsyncScope();
            try
            {
                IServiceProvider own = scope?.ServiceProvider ?? services;
                object target = handler.CreateTarget(own);
                try
                {
                    running.Serve(target, own);
                    await Invoke(handler, running).ConfigureAwait(false);
                    return RunOccurrence.TryEnded(running.Start, running.Result);
                }
                finally
                {
                    await DisposeAsync(target).ConfigureAwait(false);
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
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return Failed(running.Start, failure);
        }
    }

    private static ValueTask DisposeAsync(object target)
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
            return Failed(start, new PacketFlowException(
                ErrorCodes.NoHandler,
                ErrorCategory.Fatal,
                $"Step {start.Acting.Name} has a body, but its handler {start.Acting.Address} is not here. Is its module added with AddElements or Add?"));
        }

        try
        {
            ReadOnlyMemory<byte> result = await sender().SendAsync(
                new StepRequest(start.Acting.Element.Group, start.Acting.Address, start.Payload, start.Key, start.Attempt)
                {
                    Timeout = start.Acting.Timeout,
                    RoutingKey = start.RoutingKey,
                    RunId = start.Run,
                    Step = start.Acting.Name,
                },
                running.Cancellation).ConfigureAwait(false);
            return RunOccurrence.TryEnded(start, result.ToArray());
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return Failed(start, failure);
        }
    }

    private static async ValueTask<RunOccurrence> AwaitAsync(ValueTask pending, StepTry running)
    {
        try
        {
            await pending.ConfigureAwait(false);
            return RunOccurrence.TryEnded(running.Start, running.Result);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return Failed(running.Start, failure);
        }
    }

    private static ValueTask Invoke(ElementHandler handler, StepTry running)
    {
        var payload = new PacketReader(running.Start.Payload);
        return handler.InvokeAsync(ref payload, running);
    }

    private static RunOccurrence Failed(StartTry start, Exception failure)
    {
        Element element = start.Acting.Element;
        ErrorCategory ifRepeatable = element.Idempotent || element.Retries > 0 ? ErrorCategory.Retryable : ErrorCategory.Fatal;
        RunError error = failure switch
        {
            PacketFlowException known => new RunError(known.Code, known.Category, known.Message, known.RetryAfter),
            OperationCanceledException => new RunError(ErrorCodes.Cancelled, ErrorCategory.Fatal, $"Step {start.Acting.Name} was cancelled."),
            _ => new RunError(ErrorCodes.HandlerFailed, ifRepeatable, $"Step {start.Acting.Name} threw {failure.GetType().Name}."),
        };
        return RunOccurrence.TryEnded(start, error);
    }
}
