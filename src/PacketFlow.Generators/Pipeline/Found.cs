namespace PacketFlow.Generators;

/// <summary>What a parser made of one attribute: a model, or how it failed.</summary>
internal sealed record Found<T>(T? Model, FailureModel? Failure)
    where T : class, IEquatable<T>;
