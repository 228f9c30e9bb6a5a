using PacketFlow.CompilerServices;

namespace PacketFlow;

/// <summary>A run that was started, here or elsewhere. Any process that reaches its journal can have a handle of it.</summary>
public class RunHandle
{
    private readonly IRunDoor _door;

    internal RunHandle(IRunDoor door, string id)
    {
        _door = door;
        Id = id;
    }

    /// <summary>The run's id.</summary>
    public string Id { get; }

    /// <summary>Where it stands.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="PacketFlowException">There is no such run.</exception>
    public ValueTask<RunInfo> GetInfoAsync(CancellationToken cancellationToken = default) => _door.InfoAsync(Id, cancellationToken);

    /// <summary>Waits for its end. Giving up does not end the run.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Its output, untyped; of a partial run what there is.</returns>
    /// <exception cref="PacketFlowException">It ended without an output.</exception>
    public async Task<FlowValue> GetValueAsync(CancellationToken cancellationToken = default) =>
        PacketCodec.Deserialize<FlowValue>((await _door.ResultAsync(Id, cancellationToken).ConfigureAwait(false)).Span);

    /// <summary>What has happened in it and what happens from now on, until its end.</summary>
    /// <param name="cancellationToken">Ends the listening.</param>
    public IAsyncEnumerable<RunEvent> TraceAsync(CancellationToken cancellationToken = default) => _door.TraceAsync(Id, cancellationToken);

    /// <summary>Cancels what runs and undoes what was done; <see cref="GetInfoAsync"/> says when that is over.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public ValueTask CancelAsync(CancellationToken cancellationToken = default) => _door.CancelAsync(Id, cancellationToken);

    /// <summary>Sends a signal that brings nothing.</summary>
    /// <param name="step">The name of the step that waits for it, or will.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public ValueTask SignalAsync(string step, CancellationToken cancellationToken = default) => SignalAsync(step, default(Nothing), cancellationToken);

    /// <summary>Sends a signal. Of several for one step the first counts.</summary>
    /// <param name="step">The name of the step that waits for it, or will.</param>
    /// <param name="value">What it brings.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public ValueTask SignalAsync<T>(string step, T value, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(step);
        return _door.SignalAsync(Id, step, PacketCodec.Serialize(value), cancellationToken);
    }

    /// <summary>Has the failed steps tried again, under the same keys; what was done stays done.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="PacketFlowException">Nothing in it can be tried again.</exception>
    public ValueTask RetryAsync(CancellationToken cancellationToken = default) => _door.ResumeAsync(Id, cancellationToken);

    /// <summary>
    /// Deletes the run with all that is known of it, and the runs that were steps of it. It must be over. A run that cannot go on, since its
    /// molecule is gone or its records cannot be read, may be deleted too.
    /// </summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="PacketFlowException">PF409: it is not over, or it is a step of another run. PF001: there is no such run.</exception>
    public ValueTask DeleteAsync(CancellationToken cancellationToken = default) => _door.DeleteAsync(Id, cancellationToken);

    internal ValueTask<ReadOnlyMemory<byte>> ResultAsync(CancellationToken cancellationToken) => _door.ResultAsync(Id, cancellationToken);
}
