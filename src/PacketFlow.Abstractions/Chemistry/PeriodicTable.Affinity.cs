namespace PacketFlow;

public static partial class PeriodicTable
{
    // Rows: what a reactor is good at. Columns: CF, DF, ED, CO, MC, RM. The figures are the thesis's (section 3.4.1).
    private static readonly double[] CpuAffinity = [0.9, 0.8, 0.3, 0.4, 0.6, 0.5];
    private static readonly double[] MemoryAffinity = [0.4, 0.9, 0.2, 0.6, 0.7, 0.9];
    private static readonly double[] IoAffinity = [0.3, 0.7, 0.9, 0.8, 0.5, 0.4];
    private static readonly double[] NetworkAffinity = [0.2, 0.6, 0.8, 0.9, 0.6, 0.3];

    /// <summary>The type of reactor that a group's atoms are sent to.</summary>
    /// <param name="group">The group.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="group"/> is none of the six.</exception>
    public static ReactorType DefaultReactorType(AtomGroup group) => group switch
    {
        AtomGroup.Cf or AtomGroup.Mc => ReactorType.CpuBound,
        AtomGroup.Df => ReactorType.MemoryBound,
        AtomGroup.Ed => ReactorType.IoBound,
        AtomGroup.Co => ReactorType.NetworkBound,
        AtomGroup.Rm => ReactorType.General,
        _ => throw NoSuchGroup(group),
    };

    /// <summary>How well a type of reactor suits a group, between 0 and 1; <c>general</c> has the mean of the four others.</summary>
    /// <param name="type">The reactor's type.</param>
    /// <param name="group">The group.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of the two is no such value.</exception>
    public static double Affinity(ReactorType type, AtomGroup group)
    {
        var column = Column(group);
        return type switch
        {
            ReactorType.CpuBound => CpuAffinity[column],
            ReactorType.MemoryBound => MemoryAffinity[column],
            ReactorType.IoBound => IoAffinity[column],
            ReactorType.NetworkBound => NetworkAffinity[column],
            ReactorType.General => (CpuAffinity[column] + MemoryAffinity[column] + IoAffinity[column] + NetworkAffinity[column]) / 4,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No such type of reactor."),
        };
    }

    /// <summary>How well a reactor of several types suits a group: as well as the best of them. Without a type: 0.</summary>
    /// <param name="types">The reactor's types.</param>
    /// <param name="group">The group.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of the values is no such value.</exception>
    public static double Affinity(IEnumerable<ReactorType> types, AtomGroup group)
    {
        ArgumentNullException.ThrowIfNull(types);
        return types.Select(type => Affinity(type, group)).DefaultIfEmpty(0).Max();
    }

    private static int Column(AtomGroup group) => group is >= AtomGroup.Cf and <= AtomGroup.Rm ? (int)group : throw NoSuchGroup(group);
}
