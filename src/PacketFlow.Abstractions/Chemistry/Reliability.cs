namespace PacketFlow.Chemistry;

/// <summary>How likely a whole is to work, from how likely its parts are to: each between 0 and 1, and independent.</summary>
internal static class Reliability
{
    /// <summary>All parts are needed: the steps of a molecule.</summary>
    public static double Series(IEnumerable<double> parts) => parts.Aggregate(1.0, static (all, part) => all * Checked(part));

    /// <summary>One part is enough: a step and its substitutes.</summary>
    public static double Parallel(IEnumerable<double> parts) => 1 - Series(parts.Select(static part => 1 - Checked(part)));

    private static double Checked(double part) => part is >= 0 and <= 1
        ? part
        : throw new ArgumentOutOfRangeException(nameof(part), part, "A reliability is between 0 and 1.");
}
