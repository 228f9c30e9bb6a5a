using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>What a client must offer so that molecules can be run through it. Payloads are encoded here already.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRunDoor
{
    /// <summary>Starts a run and returns when it is durable. The same id with the same molecule and input changes nothing.</summary>
    /// <param name="molecule">The molecule's name.</param>
    /// <param name="version">Which version of its plan.</param>
    /// <param name="input">The encoded input.</param>
    /// <param name="runId">The run's id; null for a new one.</param>
    /// <param name="cancellationToken">Gives up waiting; the run may have started.</param>
    /// <returns>The run's id.</returns>
    /// <exception cref="PacketFlowException">PF409: the id belongs to a run with another molecule or input. PF001: no such molecule.</exception>
    ValueTask<string> StartAsync(string molecule, int version, ReadOnlyMemory<byte> input, string? runId, CancellationToken cancellationToken);

    /// <summary>Waits for a run's end.</summary>
    /// <param name="runId">The run's id.</param>
    /// <param name="cancellationToken">Gives up waiting; the run goes on.</param>
    /// <returns>The encoded output.</returns>
    /// <exception cref="PacketFlowException">It ended without one.</exception>
    ValueTask<ReadOnlyMemory<byte>> ResultAsync(string runId, CancellationToken cancellationToken);

    /// <summary>A run as it stands.</summary>
    /// <param name="runId">The run's id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="PacketFlowException">There is no such run.</exception>
    ValueTask<RunInfo> InfoAsync(string runId, CancellationToken cancellationToken);

    /// <summary>What has happened in a run and what happens from now on, until its end.</summary>
    /// <param name="runId">The run's id.</param>
    /// <param name="cancellationToken">Ends the listening.</param>
    /// <exception cref="PacketFlowException">There is no such run.</exception>
    IAsyncEnumerable<RunEvent> TraceAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Cancels what runs and undoes what was done. Returns when that is decided, not when it is done.</summary>
    /// <param name="runId">The run's id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="PacketFlowException">There is no such run.</exception>
    ValueTask CancelAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Sends a signal to a step, whether it waits already or not.</summary>
    /// <param name="runId">The run's id.</param>
    /// <param name="step">The step's name.</param>
    /// <param name="payload">The encoded value.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="PacketFlowException">There is no such run, or no such signal in its molecule.</exception>
    ValueTask SignalAsync(string runId, string step, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);

    /// <summary>Has the failed steps of a run that is over tried again; what was done stays done.</summary>
    /// <param name="runId">The run's id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="PacketFlowException">There is no such run, or nothing in it can be tried again (PF409).</exception>
    ValueTask ResumeAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Deletes a run that is over, or that cannot go on here, with the runs that were steps of it.</summary>
    /// <param name="runId">The run's id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="PacketFlowException">There is no such run, it is not over, or it is a step of another (PF409).</exception>
    ValueTask DeleteAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Runs in the order of their ids, read a page at a time.</summary>
    /// <param name="search">Which ones.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<RunInfo> ListAsync(RunSearch search, CancellationToken cancellationToken);
}
