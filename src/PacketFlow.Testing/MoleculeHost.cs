using Microsoft.Extensions.Hosting;
using PacketFlow.Molecules.Journals;
using PacketFlow.Testing.Faking;
using PacketFlow.Testing.Processes;
using PacketFlow.Testing.Time;

namespace PacketFlow;

/// <summary>
/// A host for tests of molecules: runs are kept in memory, time stands until the test moves it or a run needs it, steps and elements can be
/// replaced, and the process can crash and start again. Nothing listens, and no test needs another's host.
/// </summary>
public sealed partial class MoleculeHost : IAsyncDisposable
{
    private readonly VirtualClock _clock = new();
    private readonly MemoryJournal _journal = new();
    private readonly FakeTable _fakes = new();
    private readonly SemaphoreSlim _alone = new(1, 1);
    private readonly Action<IPacketFlowBuilder> _flow;
    private readonly Action<IHostApplicationBuilder>? _configure;
    private TestProcess _process;

    private MoleculeHost(Action<IPacketFlowBuilder> flow, Action<IHostApplicationBuilder>? configure)
    {
        (_flow, _configure) = (flow, configure);
        _process = NewProcess();
    }

    /// <summary>The client of the present process.</summary>
    public IPacketFlowClient Client => (IPacketFlowClient)Services.GetService(typeof(IPacketFlowClient))!;

    /// <summary>The services of the present process.</summary>
    public IServiceProvider Services => _process.Services;

    /// <summary>The test's time: it stands at 2030-01-01 until it is moved. The host's services have it as their <see cref="TimeProvider"/>.</summary>
    public TimeProvider Time => _process.Time;

    /// <summary>Starts a host.</summary>
    /// <param name="flow">What it runs: <c>flow => flow.AddElements()</c>. Called again for each process after a crash.</param>
    /// <param name="configure">Adds services and configuration. Called again for each process after a crash.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <returns>The host.</returns>
    /// <exception cref="MoleculeTestException">Its configuration names another journal.</exception>
    public static async Task<MoleculeHost> StartAsync(
        Action<IPacketFlowBuilder> flow, Action<IHostApplicationBuilder>? configure = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(flow);
        var host = new MoleculeHost(flow, configure);
        await host._process.StartAsync(cancellationToken).ConfigureAwait(false);
        return host;
    }

    /// <summary>Starts a run; it is in the journal when this returns.</summary>
    /// <param name="molecule">The molecule: <c>UserOnboarding.Molecule</c>.</param>
    /// <param name="input">Its input.</param>
    /// <param name="runId">The run's id. Default: a new one.</param>
    /// <returns>The run.</returns>
    /// <exception cref="PacketFlowException">PF409: the id belongs to a run with another molecule or input.</exception>
    public async Task<TestRun<TOut>> StartAsync<TIn, TOut>(Molecule<TIn, TOut> molecule, TIn input, string? runId = null)
    {
        RunHandle<TOut> run = await Client.StartAsync(molecule, input, runId).ConfigureAwait(false);
        return new TestRun<TOut>(this, run.Id, () => Client.GetRun(molecule, run.Id));
    }

    /// <summary>Runs a molecule to its end. Time goes on as the run needs it.</summary>
    /// <param name="molecule">The molecule.</param>
    /// <param name="input">Its input.</param>
    /// <returns>Its output; of a partial run what there is.</returns>
    /// <exception cref="PacketFlowException">The run ended without an output.</exception>
    /// <exception cref="MoleculeTestException">It waits for what will not come by itself.</exception>
    public async Task<TOut> RunAsync<TIn, TOut>(Molecule<TIn, TOut> molecule, TIn input)
    {
        TestRun<TOut> run = await StartAsync(molecule, input).ConfigureAwait(false);
        return await run.GetResultAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Ends the process as <c>kill -9</c> does and starts another over the same journal. Before that everything happens that can without
    /// time going on; tries that are under way then are cut off. Fakes, their calls and the time stay. Whoever waits through
    /// <see cref="Client"/> hears nothing more; <see cref="TestRun{TOut}"/> asks the new process. What the old one held is not disposed.
    /// </summary>
    /// <exception cref="PacketFlowException">The new process does not start.</exception>
    public Task CrashAndRestartAsync() => AloneAsync(async () =>
    {
        await _process.CrashAsync().ConfigureAwait(false);
        return await StartNextAsync().ConfigureAwait(false);
    });

    /// <summary>Stops the process as a host does and starts another over the same journal. Fakes, their calls and the time stay.</summary>
    /// <exception cref="PacketFlowException">The new process does not start.</exception>
    public Task RestartAsync() => AloneAsync(async () =>
    {
        await _process.StopAsync().ConfigureAwait(false);
        return await StartNextAsync().ConfigureAwait(false);
    });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.IsDead)
        {
            await _process.StopAsync().ConfigureAwait(false);
        }

        _alone.Dispose();
    }

    private async Task<TestProcess> StartNextAsync()
    {
        TestProcess next = NewProcess();
        await next.StartAsync(CancellationToken.None).ConfigureAwait(false);
        return _process = next;
    }

    private TestProcess NewProcess() => new(_clock, _journal, _fakes, _flow, _configure);
}
