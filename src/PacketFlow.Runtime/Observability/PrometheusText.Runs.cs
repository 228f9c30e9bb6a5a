namespace PacketFlow.Observability;

/// <summary>What is told of runs and their journal.</summary>
internal static partial class PrometheusText
{
    private static void Runs(PrometheusWriter writer, RunMetrics runs)
    {
        IReadOnlyList<RunCounts> molecules = runs.Molecules;
        Molecules(writer, Instruments.RunsBegun, molecules, static molecule => molecule.Begun);
        writer.Family(Instruments.RunsEnded);
        foreach (RunCounts molecule in molecules)
        {
            foreach ((RunStatus status, string name) in Labels.EndStatuses)
            {
                writer.Sample(Instruments.RunsEnded.Prometheus, [(Labels.Molecule, molecule.Molecule), (Labels.Status, name)], molecule.Ended(status));
            }
        }

        writer.Family(Instruments.StepTries);
        foreach (RunCounts molecule in molecules)
        {
            for (int outcome = 0; outcome < Labels.TryOutcomes.Length; outcome++)
            {
                writer.Sample(
                    Instruments.StepTries.Prometheus,
                    [(Labels.Molecule, molecule.Molecule), (Labels.Outcome, Labels.TryOutcomes[outcome])],
                    molecule.Tries((TryOutcome)outcome));
            }
        }

        Molecules(writer, Instruments.StepRetries, molecules, static molecule => molecule.Retries);
        Molecules(writer, Instruments.RetriesHeld, molecules, static molecule => molecule.HeldBack);
        One(writer, Instruments.RetriesWaiting, runs.InLine);
        Molecules(writer, Instruments.StepsUndone, molecules, static molecule => molecule.Undone);
        One(writer, Instruments.RunsInMemory, runs.InMemory);
        One(writer, Instruments.RunsTimed, runs.Timed);
        writer.Family(Instruments.JournalAppend);
        Histogram(writer, Instruments.JournalAppend, [], runs.Journal.Bucket, runs.Journal.Seconds);
        One(writer, Instruments.JournalFailures, runs.Journal.Failures);
    }

    private static void Molecules(PrometheusWriter writer, InstrumentInfo info, IReadOnlyList<RunCounts> molecules, Func<RunCounts, long> read)
    {
        writer.Family(info);
        foreach (RunCounts molecule in molecules)
        {
            writer.Sample(info.Prometheus, [(Labels.Molecule, molecule.Molecule)], read(molecule));
        }
    }

    private static void One(PrometheusWriter writer, InstrumentInfo info, long value)
    {
        writer.Family(info);
        writer.Sample(info.Prometheus, [], value);
    }
}
