namespace PacketFlow.Observability;

/// <summary>All instruments of the meter, in the order in which they are told.</summary>
internal static class Instruments
{
    public static readonly InstrumentInfo Atoms = new(
        "packetflow.atoms", "packetflow_atoms_total", InstrumentKind.Counter, "{atom}",
        "Atoms that started and ended.", Labels.Group, Labels.Outcome);

    public static readonly InstrumentInfo Duration = new(
        "packetflow.atom.duration", "packetflow_atom_duration_seconds", InstrumentKind.Histogram, "s",
        "From an atom's arrival to its answer.", Labels.Group);

    public static readonly InstrumentInfo Rejected = new(
        "packetflow.atoms.rejected", "packetflow_atoms_rejected_total", InstrumentKind.Counter, "{atom}",
        "Atoms that were answered without having started.", Labels.Reason);

    public static readonly InstrumentInfo IgnoredTokens = new(
        "packetflow.tokens.ignored", "packetflow_tokens_ignored_total", InstrumentKind.Counter, "{atom}",
        "Atoms whose handler went on for a second after its token was cancelled.", Labels.Group);

    public static readonly InstrumentInfo Queue = new(
        "packetflow.queue.depth", "packetflow_queue_depth", InstrumentKind.Gauge, "{atom}",
        "Atoms that wait in the lane of their group.", Labels.Group);

    public static readonly InstrumentInfo InFlight = new(
        "packetflow.atoms.in_flight", "packetflow_atoms_in_flight", InstrumentKind.Gauge, "{atom}",
        "Atoms that have come and are not answered.", Labels.Group);

    public static readonly InstrumentInfo Connections = new(
        "packetflow.connections", "packetflow_connections", InstrumentKind.Gauge, "{connection}",
        "Open connections.", Labels.Transport);

    public static readonly InstrumentInfo Accepted = new(
        "packetflow.connections.accepted", "packetflow_connections_accepted_total", InstrumentKind.Counter, "{connection}",
        "Connections that were opened.", Labels.Transport);

    public static readonly InstrumentInfo Refused = new(
        "packetflow.connections.refused", "packetflow_connections_refused_total", InstrumentKind.Counter, "{connection}",
        "Connections that were turned away.", Labels.Transport);

    public static readonly InstrumentInfo Received = new(
        "packetflow.received", "packetflow_received_bytes_total", InstrumentKind.Counter, "By",
        "Bytes that came in; over HTTP, of bodies.", Labels.Transport);

    public static readonly InstrumentInfo Sent = new(
        "packetflow.sent", "packetflow_sent_bytes_total", InstrumentKind.Counter, "By",
        "Bytes that went out; over HTTP, of bodies.", Labels.Transport);

    public static readonly InstrumentInfo Load = new(
        "packetflow.load", "packetflow_load", InstrumentKind.Gauge, "1",
        "The load from 0 to 100, as /health tells it.");

    public static readonly InstrumentInfo RunsBegun = new(
        "packetflow.runs.begun", "packetflow_runs_begun_total", InstrumentKind.Counter, "{run}",
        "Runs that were begun.", Labels.Molecule);

    public static readonly InstrumentInfo RunsEnded = new(
        "packetflow.runs.ended", "packetflow_runs_ended_total", InstrumentKind.Counter, "{run}",
        "Runs that ended; one that somebody has tried again ends again.", Labels.Molecule, Labels.Status);

    public static readonly InstrumentInfo StepTries = new(
        "packetflow.steps.tries", "packetflow_steps_tries_total", InstrumentKind.Counter, "{try}",
        "Tries of steps that ended.", Labels.Molecule, Labels.Outcome);

    public static readonly InstrumentInfo StepRetries = new(
        "packetflow.steps.retries", "packetflow_steps_retries_total", InstrumentKind.Counter, "{try}",
        "Tries of steps that began and were not the first.", Labels.Molecule);

    public static readonly InstrumentInfo RetriesHeld = new(
        "packetflow.steps.retries.held", "packetflow_steps_retries_held_total", InstrumentKind.Counter, "{try}",
        "Retries that were due and had to wait for the budget of their step.", Labels.Molecule);

    public static readonly InstrumentInfo RetriesWaiting = new(
        "packetflow.steps.retries.waiting", "packetflow_steps_retries_waiting", InstrumentKind.Gauge, "{try}",
        "Retries that wait for the budget of their step.");

    public static readonly InstrumentInfo StepsUndone = new(
        "packetflow.steps.undone", "packetflow_steps_undone_total", InstrumentKind.Counter, "{step}",
        "Steps that their compensation has undone.", Labels.Molecule);

    public static readonly InstrumentInfo RunsInMemory = new(
        "packetflow.runs.in_memory", "packetflow_runs_in_memory", InstrumentKind.Gauge, "{run}",
        "Runs in memory: at work, or watched by somebody.");

    public static readonly InstrumentInfo RunsTimed = new(
        "packetflow.runs.timed", "packetflow_runs_timed", InstrumentKind.Gauge, "{run}",
        "Runs that go on at a set moment, in memory or asleep in the journal.");

    public static readonly InstrumentInfo JournalAppend = new(
        "packetflow.journal.append.duration", "packetflow_journal_append_duration_seconds", InstrumentKind.Histogram, "s",
        "How long it took to make a run's records durable.");

    public static readonly InstrumentInfo JournalFailures = new(
        "packetflow.journal.failures", "packetflow_journal_failures_total", InstrumentKind.Counter, "{failure}",
        "Times that the journal did not take a run's records.");

    public static IReadOnlyList<InstrumentInfo> All { get; } =
    [
        Atoms, Duration, Rejected, IgnoredTokens, Queue, InFlight, Connections, Accepted, Refused, Received, Sent, Load,
        RunsBegun, RunsEnded, StepTries, StepRetries, RetriesHeld, RetriesWaiting, StepsUndone, RunsInMemory, RunsTimed, JournalAppend, JournalFailures,
    ];
}
