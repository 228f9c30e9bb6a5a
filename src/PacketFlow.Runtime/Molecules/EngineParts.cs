using Microsoft.Extensions.Logging;
using PacketFlow.Molecules.Journals;
using PacketFlow.Observability;
using PacketFlow.Reactor;

namespace PacketFlow.Molecules;

/// <summary>What an engine is made of.</summary>
/// <param name="Modules">The host's modules: molecules and the handlers of their steps.</param>
/// <param name="Journal">Where runs are kept. The engine opens it; whoever made it disposes it.</param>
/// <param name="Sender">Sends the steps without a body. Asked for when the first is sent, since clients and engines know each other.</param>
/// <param name="Services">The host's services.</param>
/// <param name="Time">The only clock.</param>
/// <param name="Options">How it runs.</param>
/// <param name="Logger">Where it says what an operator must know.</param>
internal sealed record EngineParts(
    IEnumerable<IPacketFlowModule> Modules,
    RunJournal Journal,
    Func<IStepSender> Sender,
    IServiceProvider Services,
    TimeProvider Time,
    MoleculeEngineOptions Options,
    ILogger Logger)
{
    /// <summary>Where it says what an operator must know. A log that cannot write ends no run.</summary>
    public ILogger Logger { get; } = new SafeLogger(Logger);

    /// <summary>What payloads pass through on their way into the journal and back; null if they stand there as they are.</summary>
    public IPayloadProtector? Protector { get; init; }

    /// <summary>Where it counts its runs.</summary>
    public required RunMetrics Metrics { get; init; }

    /// <summary>In whose lanes steps wait for their turn, and who handles elements; null if there is none. Asked for late, since a reactor serves runs.</summary>
    public Func<LocalReactor>? Reactor { get; init; }

    /// <summary>Makes the client of steps that must not change the system; null where that of the services serves all.</summary>
    public Func<IPacketFlowClient>? Limited { get; init; }
}
