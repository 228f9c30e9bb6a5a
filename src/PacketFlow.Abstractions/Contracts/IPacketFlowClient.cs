using PacketFlow.CompilerServices;

namespace PacketFlow;

/// <summary>Submits atoms. The same interface in process and over each transport.</summary>
public interface IPacketFlowClient
{
    /// <summary>Submits an atom and waits for its result.</summary>
    /// <param name="element">The element: <c>Elements.Df.Transform</c>.</param>
    /// <param name="payload">Its payload.</param>
    /// <param name="cancellationToken">Cancels the atom.</param>
    /// <returns>The result.</returns>
    /// <exception cref="PacketFlowException">The atom failed.</exception>
    ValueTask<TOut> SubmitAsync<TIn, TOut>(Element<TIn, TOut> element, TIn payload, CancellationToken cancellationToken = default);

    /// <summary>Submits an atom with options and waits for its result.</summary>
    /// <param name="element">The element.</param>
    /// <param name="payload">Its payload.</param>
    /// <param name="options">What is said about this atom.</param>
    /// <param name="cancellationToken">Cancels the atom.</param>
    /// <returns>The result.</returns>
    /// <exception cref="PacketFlowException">The atom failed.</exception>
    ValueTask<TOut> SubmitAsync<TIn, TOut>(
        Element<TIn, TOut> element, TIn payload, SubmitOptions options, CancellationToken cancellationToken = default);

    /// <summary>Submits an atom and waits for its result or its error; it does not throw for a failed atom.</summary>
    /// <param name="element">The element.</param>
    /// <param name="payload">Its payload.</param>
    /// <param name="options">What is said about this atom.</param>
    /// <param name="cancellationToken">Cancels the atom.</param>
    /// <returns>The result or the error.</returns>
    ValueTask<AtomResult<TOut>> TrySubmitAsync<TIn, TOut>(
        Element<TIn, TOut> element, TIn payload, SubmitOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Submits an atom by names that are known at run time only. Where they are constants, use the typed form.</summary>
    /// <param name="group">The group's code.</param>
    /// <param name="element">The element's name.</param>
    /// <param name="payload">Its payload, of a type that has a formatter.</param>
    /// <param name="options">What is said about this atom.</param>
    /// <param name="cancellationToken">Cancels the atom.</param>
    /// <returns>The result, untyped.</returns>
    /// <exception cref="PacketFlowException">The atom failed.</exception>
    ValueTask<FlowValue> SubmitAsync<TIn>(
        string group, string element, TIn payload, SubmitOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Submits an atom for each payload, some hundred at a time, and gives their results as they come: in the order in which they
    /// are done, each with its <see cref="AtomResult{T}.Index"/>. Who stops to enumerate cancels those that are on their way.
    /// </summary>
    /// <param name="element">The element.</param>
    /// <param name="payloads">The payloads; they are taken as there is room for them.</param>
    /// <param name="options">What is said about each of the atoms. <see cref="SubmitOptions.Id"/> and
    /// <see cref="SubmitOptions.IdempotencyKey"/> get <c>_</c> and the atom's index behind them.</param>
    /// <param name="cancellationToken">Cancels the atoms that are on their way, and submits no more.</param>
    /// <returns>A result or an error for each atom that was submitted.</returns>
    /// <exception cref="PacketFlowException">It was cancelled before all atoms were submitted; the code is PF499.</exception>
    IAsyncEnumerable<AtomResult<TOut>> SubmitBatchAsync<TIn, TOut>(
        Element<TIn, TOut> element, IEnumerable<TIn> payloads, SubmitOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Runs the steps of a pipeline one after the other.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="input">What the first step gets.</param>
    /// <param name="cancellationToken">Cancels the step that runs and those that follow.</param>
    /// <returns>The last step's result.</returns>
    /// <exception cref="PacketFlowException">A step failed.</exception>
    ValueTask<TOut> RunPipelineAsync<TIn, TOut>(
        Pipeline<TIn, TOut> pipeline, TIn input, CancellationToken cancellationToken = default);

    /// <summary>Where this client runs molecules. What is below stands on it.</summary>
    /// <exception cref="NotSupportedException">This client runs none.</exception>
    IRunDoor Runs => throw new NotSupportedException($"{GetType().Name} does not run molecules.");

    /// <summary>Runs a molecule and waits for its output. Giving up does not end the run.</summary>
    /// <param name="molecule">The molecule: <c>UserOnboarding.Molecule</c>.</param>
    /// <param name="input">Its input.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Its output; of a partial run what there is.</returns>
    /// <exception cref="PacketFlowException">The run ended without an output.</exception>
    async Task<TOut> RunAsync<TIn, TOut>(Molecule<TIn, TOut> molecule, TIn input, CancellationToken cancellationToken = default)
    {
        RunHandle<TOut> run = await StartAsync(molecule, input, cancellationToken: cancellationToken).ConfigureAwait(false);
        return await run.GetResultAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Starts a run of a molecule; it is durable when this returns. The same id with the same input gives the same run.</summary>
    /// <param name="molecule">The molecule.</param>
    /// <param name="input">Its input.</param>
    /// <param name="runId">The run's id: up to 128 characters, none of them <c>/</c>. Default: a new one.</param>
    /// <param name="cancellationToken">Gives up waiting; the run may have started.</param>
    /// <returns>A handle of the run.</returns>
    /// <exception cref="PacketFlowException">PF409: the id belongs to a run with another molecule or input.</exception>
    async Task<RunHandle<TOut>> StartAsync<TIn, TOut>(
        Molecule<TIn, TOut> molecule, TIn input, string? runId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(molecule);
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        PacketCodec.Serialize(bytes, input, molecule.InputFormatter);
        string id = await Runs.StartAsync(molecule.Name, molecule.Version, bytes.WrittenMemory, runId, cancellationToken).ConfigureAwait(false);
        return new RunHandle<TOut>(Runs, id, molecule.OutputFormatter);
    }

    /// <summary>A handle of a run by its id. Whether there is such a run shows when it is asked.</summary>
    /// <param name="runId">The run's id.</param>
    RunHandle GetRun(string runId)
    {
        ArgumentException.ThrowIfNullOrEmpty(runId);
        return new RunHandle(Runs, runId);
    }

    /// <summary>A handle of a run whose molecule is known.</summary>
    /// <param name="molecule">The molecule.</param>
    /// <param name="runId">The run's id.</param>
    RunHandle<TOut> GetRun<TIn, TOut>(Molecule<TIn, TOut> molecule, string runId)
    {
        ArgumentNullException.ThrowIfNull(molecule);
        ArgumentException.ThrowIfNullOrEmpty(runId);
        return new RunHandle<TOut>(Runs, runId, molecule.OutputFormatter);
    }

    /// <summary>
    /// Lists runs in the order of their ids, read a page at a time as they are asked for. What begins or ends meanwhile may be missing or stand
    /// as it was; no run is given twice.
    /// </summary>
    /// <param name="search">Which ones. Default: all but those that are steps of others.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<RunInfo> ListRunsAsync(RunSearch? search = null, CancellationToken cancellationToken = default) =>
        Runs.ListAsync(search ?? new RunSearch(), cancellationToken);
}
