namespace PacketFlow.Molecules.Core;

/// <summary>One fact of a run, as it stands in the journal. A value, since each step makes some; what the fields mean depends on the kind.</summary>
internal readonly record struct RunRecord(RecordKind Kind)
{
    /// <summary>When, in milliseconds of Unix time.</summary>
    public long At { get; init; }

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
