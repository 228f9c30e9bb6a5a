using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>Takes what a try's handler says of how far it is. The try itself may be another one by then.</summary>
internal sealed class StepProgress(ActiveRun run, StartTry start) : IProgress<double>
{
    public void Report(double value)
    {
        if (!double.IsNaN(value))
        {
            run.Tell(start, Math.Clamp(value, 0, 1));
        }
    }
}
