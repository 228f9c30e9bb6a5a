using PacketFlow.CompilerServices;
using PacketFlow.Molecules.Core;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>What comes to a run from outside while it goes on.</summary>
internal sealed partial class MoleculeEngine
{
    private delegate void Look(MoleculeDefinition definition, ref PacketReader value);

    public async ValueTask SignalAsync(string runId, string step, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        RunEntry entry = await RequireAsync(runId).ConfigureAwait(false);
        if (entry.IsOver)
        {
            throw SignalTooLate(entry.Id, $"is {entry.Status}");
        }

        PlanView view = await FindPlanAsync(entry).ConfigureAwait(false) ?? throw CannotGoOn(entry);
        PlanStep[] signals = [.. view.Plan.Steps.Where(static one => one.Kind == StepKind.Signal)];
        PlanStep? target = Array.Find(signals, one => one.Name == step);
        if (target is null)
        {
            throw new PacketFlowException(
                ErrorCodes.PayloadMismatch,
                ErrorCategory.Fatal,
                $"{entry.Molecule}/{entry.Version} has no signal {step}. {(signals.Length == 0 ? "It waits for none." : $"It waits for {string.Join(", ", signals.AsEnumerable())}.")}");
        }

        Check($"Signal {step}", view.Definition, payload.Span, (MoleculeDefinition definition, ref PacketReader value) => definition.CheckSignal(target.Number, ref value));
        await BringAsync(runId, RunOccurrence.Signal(target.Number, payload.ToArray())).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Refuses an input that no step could read, before there is a run that could only fail. Whoever has the molecule's types need not ask.</summary>
    public void CheckInput(string molecule, int version, ReadOnlySpan<byte> input)
    {
        if (Registry.Find(molecule, version) is { } view)
        {
            Check("The input", view.Definition, input, static (MoleculeDefinition definition, ref PacketReader value) => definition.CheckInput(ref value));
        }
    }

    /// <summary>What whoever sends a signal too late is told.</summary>
    /// <param name="run">The run.</param>
    /// <param name="how">What it is or does.</param>
    public static PacketFlowException SignalTooLate(string run, string how) =>
        new(ErrorCodes.Conflict, ErrorCategory.Fatal, $"Run {run} {how}: no signal reaches it any more.");

    // Of several signals for a step the first counts: one that nobody can read would fail its run, and none after it could mend that.
    private void Check(string what, MoleculeDefinition definition, ReadOnlySpan<byte> value, Look look)
    {
        try
        {
            var reader = new PacketReader(value);
            look(definition, ref reader);
        }
        catch (Exception refusal) when (refusal is not OutOfMemoryException)
        {
            var known = refusal as PacketFlowException;
            throw new PacketFlowException(
                known?.Code ?? ErrorCodes.PayloadMismatch,
                ErrorCategory.Fatal,
                $"{what} of {definition.Name}/{definition.Version} does not fit: {known?.Message ?? RunError.Told(refusal, _parts.Options.TellsFailures)}",
                innerException: refusal);
        }
    }
}
