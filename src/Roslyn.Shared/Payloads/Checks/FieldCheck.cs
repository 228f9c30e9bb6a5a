namespace PacketFlow.Payloads;

/// <summary>A rule for the value of a member.</summary>
/// <param name="Kind">How it is checked.</param>
/// <param name="Argument">What with: the pattern of a value that breaks the rule, the regular expression, or the name of the method.</param>
/// <param name="Rule">What the sender is told.</param>
/// <param name="Got">What the sender is told of the value as well: an empty text for all of it, <c>.Length</c> for its length, null for nothing.</param>
/// <param name="Timeout">How many milliseconds a regular expression may take.</param>
internal sealed record FieldCheck(CheckKind Kind, string Argument, string Rule, string? Got = null, int Timeout = 0);
