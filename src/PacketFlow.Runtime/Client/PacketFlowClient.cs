using PacketFlow.Client;
using PacketFlow.CompilerServices;

namespace PacketFlow;

/// <summary>
/// A client of a reactor or gateway elsewhere. It keeps one connection, over which any number of threads submit; when it is lost it is made again in
/// the background, and what is submitted meanwhile waits for it until its timeout. An atom is sent once: the caller decides about another try.
/// </summary>
public sealed class PacketFlowClient : IPacketFlowClient, IAsyncDisposable
{
    private readonly WireClient _wire;

    private PacketFlowClient(WireClient wire) => _wire = wire;

    /// <summary>Connects to a reactor or gateway.</summary>
    /// <param name="address">
    /// Where it listens: <c>tcp://127.0.0.1:8444</c>, or <c>ws://127.0.0.1:8443</c> and <c>wss://flow.example.org</c> for its WebSocket. The path of a
    /// WebSocket is <c>/packetflow/v1</c> unless the address has one; as everywhere its port is 80 or 443 unless the address has one.
    /// </param>
    /// <param name="options">How the connection is kept; null for the defaults.</param>
    /// <param name="cancellationToken">Stops to connect.</param>
    /// <returns>The client, connected.</returns>
    /// <exception cref="ArgumentException">The address or an option is not one that it can be.</exception>
    /// <exception cref="PacketFlowException">
    /// Nobody is there (PF503), or somebody who speaks another protocol (PF002), wants a key (PF401) or does not allow it (PF403).
    /// </exception>
    public static async Task<PacketFlowClient> ConnectAsync(
        string address, PacketFlowClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(address);
        return new PacketFlowClient(await WireClient.ConnectAsync(address, options ?? new PacketFlowClientOptions(), cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public ValueTask<TOut> SubmitAsync<TIn, TOut>(Element<TIn, TOut> element, TIn payload, CancellationToken cancellationToken = default) =>
        _wire.SubmitAsync(element, payload, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<TOut> SubmitAsync<TIn, TOut>(
        Element<TIn, TOut> element, TIn payload, SubmitOptions options, CancellationToken cancellationToken = default) =>
        _wire.SubmitAsync(element, payload, options, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<FlowValue> SubmitAsync<TIn>(
        string group, string element, TIn payload, SubmitOptions? options = null, CancellationToken cancellationToken = default) =>
        _wire.SubmitAsync(group, element, payload, options, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<AtomResult<TOut>> TrySubmitAsync<TIn, TOut>(
        Element<TIn, TOut> element, TIn payload, SubmitOptions? options = null, CancellationToken cancellationToken = default) =>
        _wire.TrySubmitAsync(element, payload, options, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<AtomResult<TOut>> SubmitBatchAsync<TIn, TOut>(
        Element<TIn, TOut> element, IEnumerable<TIn> payloads, SubmitOptions? options = null, CancellationToken cancellationToken = default) =>
        _wire.SubmitBatchAsync(element, payloads, options, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<TOut> RunPipelineAsync<TIn, TOut>(
        Pipeline<TIn, TOut> pipeline, TIn input, CancellationToken cancellationToken = default) =>
        _wire.RunPipelineAsync(pipeline, input, cancellationToken);

    IRunDoor IPacketFlowClient.Runs => _wire.Runs;

    /// <inheritdoc cref="IPacketFlowClient.RunAsync"/>
    public Task<TOut> RunAsync<TIn, TOut>(Molecule<TIn, TOut> molecule, TIn input, CancellationToken cancellationToken = default) =>
        ((IPacketFlowClient)_wire).RunAsync(molecule, input, cancellationToken);

    /// <inheritdoc cref="IPacketFlowClient.StartAsync"/>
    public Task<RunHandle<TOut>> StartAsync<TIn, TOut>(
        Molecule<TIn, TOut> molecule, TIn input, string? runId = null, CancellationToken cancellationToken = default) =>
        ((IPacketFlowClient)_wire).StartAsync(molecule, input, runId, cancellationToken);

    /// <inheritdoc cref="IPacketFlowClient.GetRun(string)"/>
    public RunHandle GetRun(string runId) => ((IPacketFlowClient)_wire).GetRun(runId);

    /// <inheritdoc cref="IPacketFlowClient.GetRun{TIn, TOut}(Molecule{TIn, TOut}, string)"/>
    public RunHandle<TOut> GetRun<TIn, TOut>(Molecule<TIn, TOut> molecule, string runId) => ((IPacketFlowClient)_wire).GetRun(molecule, runId);

    /// <inheritdoc cref="IPacketFlowClient.ListRunsAsync"/>
    public IAsyncEnumerable<RunInfo> ListRunsAsync(RunSearch? search = null, CancellationToken cancellationToken = default) =>
        ((IPacketFlowClient)_wire).ListRunsAsync(search, cancellationToken);

    /// <summary>Ends the connection. What was sent and not answered fails with PF504, what was not sent with PF503.</summary>
    public ValueTask DisposeAsync() => _wire.DisposeAsync();
}
