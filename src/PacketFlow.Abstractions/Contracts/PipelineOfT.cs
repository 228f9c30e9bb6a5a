namespace PacketFlow;

/// <summary>A linear pipeline: each step takes what the one before it gave. Immutable.</summary>
/// <typeparam name="TIn">What the first step takes.</typeparam>
/// <typeparam name="TOut">What the last step gives.</typeparam>
public sealed class Pipeline<TIn, TOut>
{
    internal Pipeline(PipelineStep[] steps) => Steps = steps;

    /// <summary>Its steps in order.</summary>
    public IReadOnlyList<PipelineStep> Steps { get; }

    /// <summary>The pipeline with one more step. It does not compile when the output so far does not fit the step's payload.</summary>
    /// <param name="element">The next step.</param>
    public Pipeline<TIn, TNext> Then<TNext>(IElement<TOut, TNext> element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return new Pipeline<TIn, TNext>([.. Steps, PipelineStep.Of(element)]);
    }
}
