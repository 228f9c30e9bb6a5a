namespace PacketFlow;

/// <summary>Starts linear pipelines: <c>Pipeline.Start(Elements.Df.Validate).Then(Elements.Cf.Provision)</c>.</summary>
public static class Pipeline
{
    /// <summary>A pipeline of one step.</summary>
    /// <param name="element">Its first step.</param>
    public static Pipeline<TIn, TOut> Start<TIn, TOut>(IElement<TIn, TOut> element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return new Pipeline<TIn, TOut>([PipelineStep.Of(element)], element.WritePayload, element.ReadResult);
    }
}
