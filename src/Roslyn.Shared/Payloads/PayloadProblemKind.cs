namespace PacketFlow.Payloads;

/// <summary>Why a type or member cannot be carried, or not as one would think.</summary>
internal enum PayloadProblemKind
{
    /// <summary>The code does not bind; the compiler has said so.</summary>
    Malformed,

    /// <summary>A type of the framework that has no form on the wire.</summary>
    Unsupported,

    /// <summary>A dictionary other than those that have a form.</summary>
    UnsupportedMap,

    /// <summary>A set other than those that have a form.</summary>
    UnsupportedSet,

    /// <summary>Another collection without a form.</summary>
    UnsupportedList,

    Delegate,
    Stream,
    Pointer,
    RefStruct,
    OpenGeneric,

    /// <summary><c>object</c> or <c>dynamic</c>: FlowValue is what carries anything.</summary>
    Untyped,

    /// <summary>An array of several dimensions.</summary>
    MultiDimensional,

    /// <summary>A tuple of more items than its class has names for.</summary>
    LongTuple,

    /// <summary>A generic type that leads to ever larger instances of itself.</summary>
    Unbounded,

    /// <summary>An abstract class or interface without declared cases.</summary>
    Polymorphic,

    /// <summary>A declared case that is abstract, does not derive from the union, or has another case's name.</summary>
    BadCase,

    /// <summary>Two members, or an enum's values, with one name on the wire.</summary>
    DuplicateKey,

    /// <summary>A type or member that generated code cannot name.</summary>
    Inaccessible,

    /// <summary>A member that nothing can set.</summary>
    Unsettable,

    /// <summary>A type that has state, and none of it in public.</summary>
    Hidden,

    /// <summary>No constructor whose parameters are all members.</summary>
    NoConstructor,

    /// <summary>A member that another generator adds. Ours does not see it, so it is not carried; only analyzers find this.</summary>
    OtherGenerators,

    /// <summary>A validation attribute that generated code does not enforce.</summary>
    RuleIgnored,

    /// <summary>Not wrong, but other in JSON than in MessagePack: a dictionary whose keys are no strings.</summary>
    JsonDisagrees,
}
