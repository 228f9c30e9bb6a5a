namespace PacketFlow.Molecules.Journals;

/// <summary>What a journal knows of a run without reading its records. A run has one for all its batches and changes it between them.</summary>
/// <param name="Id">The run's id.</param>
/// <param name="Molecule">The molecule's name.</param>
/// <param name="Version">The version of its plan.</param>
/// <param name="Fingerprint">The plan's fingerprint when the run began.</param>
/// <param name="Status">Where it stands.</param>
internal sealed record RunEntry(string Id, string Molecule, int Version, string Fingerprint, RunStatus Status)
{
    public RunStatus Status { get; set; } = Status;

    /// <summary>When it began and when something last happened, in milliseconds of Unix time.</summary>
    public long StartedAt { get; init; }

    public long UpdatedAt { get; set; }

    /// <summary>When it must be looked at again although nothing happens; 0 for never.</summary>
    public long WakeAt { get; set; }

    /// <summary>Whether nothing more happens to it by itself.</summary>
    public bool IsOver { get; set; }

    /// <summary>Whether work of it was under way: a host that starts must look at it at once.</summary>
    public bool IsBusy { get; set; }

    /// <summary>The run whose step it is; null for a run of its own.</summary>
    public string? Parent { get; init; }

    /// <summary>The resources that it holds.</summary>
    public IReadOnlyList<string> Locks { get; set; } = [];

    /// <summary>How many batches it has.</summary>
    public int Batches { get; set; }

    /// <summary>What the journal that keeps the run remembers of its last batch, for the next one. It is the journal's alone.</summary>
    public object? Mark { get; set; }
}
