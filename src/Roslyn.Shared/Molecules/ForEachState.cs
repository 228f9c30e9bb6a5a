namespace PacketFlow.Molecules;

/// <summary>Whether a bond with ForEach can be followed.</summary>
internal enum ForEachState
{
    /// <summary>The bond has no ForEach.</summary>
    None,

    /// <summary>It can.</summary>
    Valid,

    /// <summary>The first step's output is no sequence.</summary>
    NotEnumerable,

    /// <summary>The items fill no parameter of the second step.</summary>
    NoParameter,

    /// <summary>Another bond already gives the second step its items.</summary>
    Second,
}
