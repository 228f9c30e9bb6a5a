using System.Globalization;

namespace PacketFlow.Molecules.Core;

/// <summary>What the core wants done once the records before it are durable.</summary>
internal abstract record RunEffect;

/// <summary>Run one try of a step.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="Step">The step whose result it is.</param>
/// <param name="Index">The item, or -1.</param>
/// <param name="Attempt">Which try it is, from 1.</param>
/// <param name="Acting">The step that runs: the same, or its substitute.</param>
/// <param name="Payload">The encoded payload.</param>
/// <param name="Neighbourhood">Steps of a run with one name belong on one reactor; null where it does not matter.</param>
internal sealed record StartTry(string Run, int Step, int Index, int Attempt, PlanStep Acting, byte[] Payload, string? Neighbourhood) : RunEffect
{
    /// <summary>The idempotency key. Made when first asked for: most steps need none.</summary>
    public string Key
    {
        get => field ??= KeyOf(Run, Acting, Index);
        init;
    }

    /// <summary>Whether only the end of the run within is waited for, if there is one; none is begun.</summary>
    public bool IsLeftover { get; init; }

    /// <summary>What routes it to its neighbours' reactor; null where that does not matter.</summary>
    public string? RoutingKey => Neighbourhood is null ? null : $"{Run}/{Neighbourhood}";

    /// <summary>The idempotency key of a step's work: the same for every try, in every process.</summary>
    public static string KeyOf(string run, PlanStep acting, int index) =>
        index < 0 ? $"{run}/{acting.Name}" : string.Create(CultureInfo.InvariantCulture, $"{run}/{acting.Name}/{index}");
}

/// <summary>End a try early. It still reports how it ended.</summary>
internal sealed record CancelTry(int Step, int Index, int Attempt) : RunEffect;

/// <summary>Ask for the resources of a lock set, in the order in which they stand.</summary>
internal sealed record TakeLocks(int Set, string[] Resources) : RunEffect;

/// <summary>Give the resources of a lock set back.</summary>
internal sealed record FreeLocks(int Set, string[] Resources) : RunEffect;

/// <summary>Ask whether a retry of a step may begin, since its moment has come.</summary>
internal sealed record AskRetry(int Step) : RunEffect;

/// <summary>Give leave for a retry of a step back: the run needs it no more.</summary>
internal sealed record WaiveRetry(int Step) : RunEffect;

/// <summary>Tell the operator what a condition, a merge or a conversion threw.</summary>
/// <param name="What">Which of them it was.</param>
/// <param name="Fault">What it threw.</param>
internal sealed record TellFault(string What, Exception Fault) : RunEffect;

/// <summary>Tell who waits that the run is over.</summary>
internal sealed record TellEnd(RunStatus Status, byte[]? Output, RunError? Error) : RunEffect;
