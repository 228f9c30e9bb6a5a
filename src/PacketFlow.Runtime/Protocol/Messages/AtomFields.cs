using System.Runtime.InteropServices;

namespace PacketFlow.Protocol;

/// <summary>What stands in an atom, as places in the message's bytes: nothing is copied before somebody needs it.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct AtomFields
{
    public Slice Id;
    public Slice Group;
    public Slice Element;

    /// <summary>The encoded payload; empty when the atom has none, which means nil.</summary>
    public Slice Payload;

    public Slice CorrelationId;
    public Slice IdempotencyKey;
    public Slice TraceParent;

    /// <summary>What chooses among peers in the id's place; empty when nobody said.</summary>
    public Slice RoutingKey;

    /// <summary>From 1 to 10, 10 first; zero when nobody said.</summary>
    public int Priority;

    /// <summary>Zero when the atom does not say.</summary>
    public double TimeoutSeconds;

    /// <summary>Seconds until it must have started; zero when nobody said.</summary>
    public double TtlSeconds;

    /// <summary>The try's number, from engines; zero when nobody said.</summary>
    public int Attempt;

    /// <summary>What is wrong with it, when it cannot be run; the place leads.</summary>
    public string? Problem;

    /// <summary>The problem's code where it is not that the payload does not fit.</summary>
    public string? ProblemCode;
}
