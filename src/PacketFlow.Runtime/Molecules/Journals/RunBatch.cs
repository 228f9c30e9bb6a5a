namespace PacketFlow.Molecules.Journals;

/// <summary>Records of a run that become durable together. What it names is the run's, and changes once it was told that they are.</summary>
/// <param name="Entry">The run as it stands after them; its number of batches counts this one.</param>
/// <param name="Epoch">Who writes: a journal refuses whoever came before its present owner.</param>
/// <param name="Records">The encoded records.</param>
internal readonly record struct RunBatch(RunEntry Entry, long Epoch, ReadOnlyMemory<byte> Records)
{
    /// <summary>
    /// With the first batch of a run whose plan came as a document: that document. It becomes durable with the run, so that there is none whose
    /// document is missing, however many others forget documents at that moment.
    /// </summary>
    public string? Document { get; init; }
}
