namespace PacketFlow.Bench;

/// <summary>What one run of the load generator found; the medians of several.</summary>
/// <param name="Rate">Atoms per second.</param>
/// <param name="Mean">Microseconds from request to reply, with one in flight.</param>
/// <param name="Late">The same, of the slowest hundredth.</param>
/// <param name="Processor">Microseconds of the server's processors per atom.</param>
/// <param name="ReplyLength">Bytes of a reply on the wire.</param>
internal readonly record struct Sample(double Rate, double Mean, double Late, double Processor, int ReplyLength)
{
    public static Sample Median(IReadOnlyCollection<Sample> samples) => new(
        Measure.Median(samples.Select(static sample => sample.Rate)),
        Measure.Median(samples.Select(static sample => sample.Mean)),
        Measure.Median(samples.Select(static sample => sample.Late)),
        Measure.Median(samples.Select(static sample => sample.Processor)),
        samples.First().ReplyLength);
}
