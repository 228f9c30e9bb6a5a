using System.Collections.Immutable;

namespace PacketFlow.Payloads;

/// <summary>What a type of the payload graph is made of.</summary>
/// <param name="Model">Its own formatter, if it gets one.</param>
/// <param name="Edges">The types that it leads to.</param>
/// <param name="Faults">What is wrong with itself.</param>
internal sealed record PayloadContent(PayloadModel? Model, ImmutableArray<PayloadEdge> Edges, ImmutableArray<PayloadFault> Faults)
{
    /// <summary>A type that needs no formatter of its own.</summary>
    public static readonly PayloadContent None = new(null, [], []);

    /// <summary>A type that cannot be carried.</summary>
    public static PayloadContent Refused(PayloadProblemKind kind) => new(null, [], [new PayloadFault(kind)]);
}
