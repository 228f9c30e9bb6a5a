namespace PacketFlow.Payloads;

// The same contract as for every model: immutable, equal by value, free of symbols.

/// <summary>A type that gets a formatter of its own, in a file of its own.</summary>
/// <param name="TypeName">As code names it, nullable annotations of its arguments included.</param>
/// <param name="ClrName">The same without them: two that differ in nothing else share one <c>Formatter&lt;T&gt;.Default</c>.</param>
/// <param name="FormatterName">The formatter's class in <c>PacketFlow.Generated</c>.</param>
/// <param name="Role">Who may rely on it.</param>
internal abstract record PayloadModel(string TypeName, string ClrName, string FormatterName, FormatterRole Role);
