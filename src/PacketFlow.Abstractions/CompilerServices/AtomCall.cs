using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>One atom on its way through a handler, as the runtime hands it to generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class AtomCall
{
    /// <summary>The instance that handles the atom; null for static methods.</summary>
    public abstract object? Target { get; }

    /// <summary>What the handler may ask about the atom. Made when first asked for.</summary>
    public abstract AtomContext Context { get; }

    /// <summary>Cancelled when the atom's time is over or nobody waits for it.</summary>
    public abstract CancellationToken Cancellation { get; }

    /// <summary>A writer that stands where the result goes.</summary>
    protected abstract PacketWriter BeginResult();

    /// <summary>Takes the writer back when the result is written.</summary>
    /// <param name="writer">What <see cref="BeginResult"/> gave.</param>
    protected abstract void EndResult(ref PacketWriter writer);

    /// <summary>Writes the result of a handler that is done.</summary>
    /// <param name="result">The result.</param>
    /// <param name="formatter">Its formatter.</param>
    public ValueTask Complete<T>(T result, Formatter<T> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        PacketWriter writer = BeginResult();
        formatter.Write(ref writer, result);
        EndResult(ref writer);
        return default;
    }

    /// <summary>Writes the result of a handler that has none.</summary>
    public ValueTask Complete()
    {
        PacketWriter writer = BeginResult();
        writer.WriteNil();
        EndResult(ref writer);
        return default;
    }

    /// <summary>Writes the result when it is there.</summary>
    /// <param name="pending">The handler's task.</param>
    /// <param name="formatter">The result's formatter.</param>
    public ValueTask CompleteAsync<T>(ValueTask<T> pending, Formatter<T> formatter) =>
        pending.IsCompletedSuccessfully ? Complete(pending.Result, formatter) : AwaitAsync(pending, formatter);

    /// <inheritdoc cref="CompleteAsync{T}(ValueTask{T}, Formatter{T})"/>
    public ValueTask CompleteAsync<T>(Task<T> pending, Formatter<T> formatter) =>
        CompleteAsync(new ValueTask<T>(pending), formatter);

    /// <summary>Ends the atom when the handler is done.</summary>
    /// <param name="pending">The handler's task.</param>
    public ValueTask CompleteAsync(ValueTask pending)
    {
        if (!pending.IsCompletedSuccessfully)
        {
            return AwaitAsync(pending);
        }

        // A pooled source is returned to its pool by this call, so it may not be left out.
        pending.GetAwaiter().GetResult();
        return Complete();
    }

    /// <inheritdoc cref="CompleteAsync(ValueTask)"/>
    public ValueTask CompleteAsync(Task pending) => CompleteAsync(new ValueTask(pending));

    private async ValueTask AwaitAsync<T>(ValueTask<T> pending, Formatter<T> formatter) =>
        await Complete(await pending.ConfigureAwait(false), formatter).ConfigureAwait(false);

    private async ValueTask AwaitAsync(ValueTask pending)
    {
        await pending.ConfigureAwait(false);
        await Complete().ConfigureAwait(false);
    }
}
