namespace PacketFlow.Bench;

/// <summary>
/// What the rounds of a contest gave. A ratio is the median of the rounds' ratios: two runs that follow each other share what the
/// machine does beside them, two medians do not.
/// </summary>
internal sealed class Outcome(IReadOnlyList<Sample[]> rounds)
{
    /// <summary>The medians of the limit.</summary>
    public Sample Raw => this[0];

    /// <summary>The medians of ours.</summary>
    public Sample Ours => this[1];

    /// <summary>The medians of one contender.</summary>
    public Sample this[int contender] => Sample.Median([.. rounds.Select(round => round[contender])]);

    /// <summary>One contender's figure to another's.</summary>
    public double Ratio(Func<Sample, double> figure, int of = 1, int to = 0) =>
        Measure.Median(rounds.Select(round => figure(round[of]) / figure(round[to])));
}
