namespace PacketFlow;

/// <summary>A run as it stands.</summary>
/// <param name="Id">The run's id.</param>
/// <param name="Molecule">The molecule's name.</param>
/// <param name="Version">The version of the plan that it runs by.</param>
/// <param name="Status">Where it stands.</param>
public sealed record RunInfo(string Id, string Molecule, int Version, RunStatus Status)
{
    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When something last happened.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Whether nothing more happens to it by itself.</summary>
    public bool IsOver { get; init; }

    /// <summary>The id of the run whose step it is; null for a run of its own.</summary>
    public string? Parent { get; init; }

    /// <summary>
    /// The code of what it ended by, where it is over and not completed: of a failed one the step's, of a partial one the first failed step's. Null in a list of
    /// runs, which knows no more than their status: ask for the one run.
    /// </summary>
    public string? Code { get; init; }

    /// <summary>The same in words.</summary>
    public string? Message { get; init; }
}
