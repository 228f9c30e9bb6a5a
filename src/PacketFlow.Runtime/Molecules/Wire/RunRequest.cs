namespace PacketFlow.Molecules;

/// <summary>What somebody asks of a run element, member by member.</summary>
internal readonly struct RunRequest(FlowValue payload)
{
    /// <summary>A member of any type; nil where it is missing.</summary>
    public FlowValue this[string name] => payload.Kind == PacketKind.Map ? payload[name] : throw Refused("d", "a map");

    public string Text(string name) => TextOrNull(name) ?? throw Refused($"d.{name}", "a string");

    public string? TextOrNull(string name) => this[name] switch
    {
        { IsNil: true } => null,
        { Kind: PacketKind.String } text => text.AsString(),
        _ => throw Refused($"d.{name}", "a string"),
    };

    public int Number(string name, int byDefault, int least, int most)
    {
        FlowValue value = this[name];
        if (value.IsNil)
        {
            return byDefault;
        }

        return value.Kind == PacketKind.Integer && value.AsInt64() is var number && number >= least && number <= most
            ? (int)number
            : throw Refused($"d.{name}", FormattableString.Invariant($"a whole number from {least} to {most}"));
    }

    private static ElementException Refused(string place, string expected) =>
        new(ErrorCodes.PayloadMismatch, ErrorCategory.Fatal, $"{place}: expected {expected}");
}
