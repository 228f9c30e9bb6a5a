namespace PacketFlow;

/// <summary>A call that came to a fake.</summary>
/// <typeparam name="TIn">What the fake takes.</typeparam>
/// <param name="Input">What it brought.</param>
/// <param name="Attempt">Which try it was, from 1.</param>
/// <param name="IdempotencyKey">Its key: the same for each try of a step, whatever happens to the process.</param>
/// <param name="At">When it came, in the test's time.</param>
public sealed record FakeCall<TIn>(TIn Input, int Attempt, string? IdempotencyKey, DateTimeOffset At);
