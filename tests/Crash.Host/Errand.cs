namespace Crash;

/// <summary>What a durable pipeline does, which comes as a document and is deleted when it is over.</summary>
public sealed class Errand(Ledger ledger)
{
    [Element("df", "errand", Idempotent = true)]
    public FlowValue Run(FlowValue input, AtomContext context)
    {
        ledger.Write($"start {context.CorrelationId} errand -1 {context.IdempotencyKey} {context.Attempt}");
        return input;
    }
}
