namespace PacketFlow;

/// <summary>One step of a pipeline.</summary>
/// <param name="Group">The element's group.</param>
/// <param name="Element">The element's name.</param>
public sealed record PipelineStep(AtomGroup Group, string Element)
{
    internal static PipelineStep Of<TIn, TOut>(IElement<TIn, TOut> element) => new(element.Group, element.Name);
}
