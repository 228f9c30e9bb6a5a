using Microsoft.Extensions.DependencyInjection;
using PacketFlow.CompilerServices;
using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>Performs tries: in this process where the step has a body here, else through the sender. It never throws.</summary>
internal sealed class StepRunner(MoleculeRegistry registry, IServiceProvider services, Func<IStepSender> sender, TimeProvider time)
{
    private readonly IServiceScopeFactory? _scopes = services.GetService<IServiceScopeFactory>();

    public TimeProvider Time => time;

    public IPacketFlowClient Client(IServiceProvider scope) => scope.GetRequiredService<IPacketFlowClient>();

    public ValueTask<TryEnded> RunAsync(ActiveRun run, StartTry start)
    {
        try
        {
            if (registry.HandlerOf(start.Acting) is not { } handler)
            {
                return SendAsync(run, start);
            }

            if (handler.TargetType is not null)
            {
                return RunScopedAsync(run, start, handler);
            }

            var call = new StepCall(this, run, start, target: null, services);
            ValueTask pending = Invoke(handler, start, call);
            if (!pending.IsCompletedSuccessfully)
            {
                return AwaitAsync(pending, start, call);
            }

            pending.GetAwaiter().GetResult();
            return ValueTask.FromResult(Done(start, call.Result));
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return ValueTask.FromResult(Failed(start, failure));
        }
    }

    // A molecule's class is made anew for each try, so that no try finds what another left in it.
    private async ValueTask<TryEnded> RunScopedAsync(ActiveRun run, StartTry start, ElementHandler handler)
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
                    var call = new StepCall(this, run, start, target, own);
                    await Invoke(handler, start, call).ConfigureAwait(false);
                    return Done(start, call.Result);
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
            return Failed(start, failure);
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

    private async ValueTask<TryEnded> SendAsync(ActiveRun run, StartTry start)
    {
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
                    RunId = run.Id,
                    Step = start.Acting.Name,
                },
                run.CancellationOf(start)).ConfigureAwait(false);
            return Done(start, result.ToArray());
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return Failed(start, failure);
        }
    }

    private static async ValueTask<TryEnded> AwaitAsync(ValueTask pending, StartTry start, StepCall call)
    {
        try
        {
            await pending.ConfigureAwait(false);
            return Done(start, call.Result);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return Failed(start, failure);
        }
    }

    private static ValueTask Invoke(ElementHandler handler, StartTry start, StepCall call)
    {
        var payload = new PacketReader(start.Payload);
        return handler.InvokeAsync(ref payload, call);
    }

    private static TryEnded Done(StartTry start, byte[] result) => new(start.Step, start.Index, start.Attempt, result, null);

    private static TryEnded Failed(StartTry start, Exception failure)
    {
        Element element = start.Acting.Element;
        ErrorCategory ifRepeatable = element.Idempotent || element.Retries > 0 ? ErrorCategory.Retryable : ErrorCategory.Fatal;
        RunError error = failure switch
        {
            PacketFlowException known => new RunError(known.Code, known.Category, known.Message, known.RetryAfter),
            OperationCanceledException => new RunError(ErrorCodes.Cancelled, ErrorCategory.Fatal, $"Step {start.Acting.Name} was cancelled."),
            _ => new RunError(ErrorCodes.HandlerFailed, ifRepeatable, $"Step {start.Acting.Name} threw {failure.GetType().Name}."),
        };
        return new TryEnded(start.Step, start.Index, start.Attempt, null, error);
    }
}
