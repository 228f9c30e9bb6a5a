using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PacketFlow.CompilerServices;

namespace PacketFlow.Reactor;

/// <summary>Runs atoms in this process: finds the handler, gives it its instance, its time and its scope, and names what went wrong.</summary>
internal sealed class LocalReactor
{
    private readonly ElementTable _table;
    private readonly TargetSource _targets;
    private readonly TimeProvider _time;
    private readonly IServiceProvider _services;

    public LocalReactor(ModuleSet modules, TargetSource targets, TimeProvider time, IServiceProvider services)
    {
        _table = ElementTable.Create(modules.Modules);
        _targets = targets;
        _time = time;
        _services = services;
    }

    /// <summary>Makes every handler's instance that serves the whole process, so that a missing service stops the start.</summary>
    public void Verify()
    {
        foreach (ElementHandler handler in _table.Handlers)
        {
            if (handler.TargetType is { } type && !_targets.IsPerAtom(type))
            {
                _targets.Shared(handler);
            }
        }
    }

    /// <summary>Runs an atom to its encoded result.</summary>
    /// <exception cref="PacketFlowException">The atom failed.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> RunAsync(Atom atom, CancellationToken cancellationToken)
    {
        ElementHandler handler = Find(atom);
        TimeSpan timeout = Timeout(handler.Element, atom.Options.Timeout);

        using var deadline = new CancellationTokenSource(timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        bool perAtom = handler.TargetType is { } type && _targets.IsPerAtom(type);
        AsyncServiceScope? scope = perAtom ? _services.CreateAsyncScope() : null;
        try
        {
            object? target = handler.TargetType is null ? null
                : scope is { } own ? own.ServiceProvider.GetRequiredService(handler.TargetType)
                : _targets.Shared(handler);
            var call = new LocalCall(atom, target, scope?.ServiceProvider ?? _services, _time.GetUtcNow() + timeout, either.Token);

            await Invoke(handler, atom, call).AsTask().WaitAsync(either.Token).ConfigureAwait(false);
            return call.Result;
        }
        catch (Exception failure) when (failure is not PacketFlowException { AtomId: not null })
        {
            throw Failure(failure, atom, handler.Element, timeout, deadline.IsCancellationRequested, cancellationToken.IsCancellationRequested);
        }
        finally
        {
            if (scope is { } own)
            {
                await own.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static ValueTask Invoke(ElementHandler handler, Atom atom, LocalCall call)
    {
        var payload = new PacketReader(atom.Payload.Span);
        return handler.InvokeAsync(ref payload, call);
    }

    // A wish above the element's maximum is clamped to it.
    private static TimeSpan Timeout(Element element, TimeSpan? wish)
    {
        TimeSpan timeout = wish ?? element.Timeout;
        return timeout < element.MaxTimeout ? timeout : element.MaxTimeout;
    }

    private static PacketFlowException Failure(
        Exception failure, Atom atom, Element element, TimeSpan timeout, bool timedOut, bool cancelled)
    {
        ErrorCategory ifRepeatable = element.Idempotent ? ErrorCategory.Retryable : ErrorCategory.Fatal;
        return failure switch
        {
            PacketFlowException known => new PacketFlowException(known.Code, known.Category, known.Message, known.RetryAfter, atom.Id, known),
            OperationCanceledException when cancelled => new PacketFlowException(
                ErrorCodes.Cancelled, ErrorCategory.Fatal, $"{element} was cancelled by its caller.", atomId: atom.Id, innerException: failure),
            OperationCanceledException when timedOut => new PacketFlowException(
                ErrorCodes.TimedOut, ifRepeatable, $"{element} was not done within {timeout.TotalSeconds} s.", atomId: atom.Id, innerException: failure),
            _ => new PacketFlowException(
                ErrorCodes.HandlerFailed, ifRepeatable, $"The handler of {element} threw {failure.GetType().Name}.", atomId: atom.Id, innerException: failure),
        };
    }

    private ElementHandler Find(Atom atom) =>
        _table.Find(atom.Group, atom.Element) ?? throw new PacketFlowException(
            ErrorCodes.NoHandler,
            ErrorCategory.Routing,
            $"No handler for {PeriodicTable.GroupCode(atom.Group)}:{atom.Element}. Is its module added with AddElements or Add?",
            atomId: atom.Id);
}
