namespace PacketFlow.Molecules.Core;

/// <summary>One fact of a run, as it stands in the journal. What the fields mean depends on the kind.</summary>
internal sealed record RunRecord(RecordKind Kind)
{
    /// <summary>When, in milliseconds of Unix time.</summary>
    public long At { get; set; }

    public int Step { get; init; } = -1;

    /// <summary>The item of a step that runs for each; -1 for the step itself.</summary>
    public int Index { get; init; } = -1;

    public int Attempt { get; init; }

    public long Due { get; init; }

    public byte[]? Data { get; init; }

    public int[] Numbers { get; init; } = [];

    public RunError? Error { get; init; }

    public string? Text { get; init; }
}
