using PacketFlow.Molecules.Dynamic;

namespace PacketFlow.Molecules;

/// <summary>What somebody asks of a run element, member by member.</summary>
internal readonly struct RunRequest(FlowValue payload)
{
    /// <summary>Whether who asks may change the system itself.</summary>
    public bool HasControl { get; init; }

    /// <summary>A member of any type; nil where it is missing.</summary>
    public FlowValue this[string name] => payload.Kind == PacketKind.Map ? payload[name] : throw Refused("d", "a map");

    /// <summary>Refuses what nobody would read: it was meant to do something, such as to leave most runs out of a list.</summary>
    public void RefuseOthers(string element, string[] known)
    {
        foreach ((FlowValue key, FlowValue _) in payload.Kind == PacketKind.Map ? payload.Members : [])
        {
            if (key.Kind != PacketKind.String || !known.Contains(key.AsString()))
            {
                throw new ElementException(
                    ErrorCodes.PayloadMismatch, ErrorCategory.Fatal, $"d.{MoleculeDocument.Shown(key)}: there is no such member: {element} has {string.Join(", ", known)}");
            }
        }
    }

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

    public bool? Switch(string name) => this[name] switch
    {
        { IsNil: true } => null,
        { Kind: PacketKind.Boolean } value => value.AsBoolean(),
        _ => throw Refused($"d.{name}", "true or false"),
    };

    /// <summary>A timestamp, or its ISO 8601 text.</summary>
    public DateTimeOffset? Moment(string name)
    {
        FlowValue value = this[name];
        try
        {
            return value.IsNil ? null : new DateTimeOffset(PacketCodec.Deserialize<DateTime>(value.Bytes), TimeSpan.Zero);
        }
        catch (PacketFormatException)
        {
            throw Refused($"d.{name}", "a timestamp, or a time like 2030-01-31T12:00:00Z");
        }
    }

    public T? Choice<T>(string name)
        where T : struct, Enum
    {
        string? text = TextOrNull(name);
        foreach (T value in Enum.GetValues<T>())
        {
            if (RunValues.Word(value) == text)
            {
                return value;
            }
        }

        return text is null ? null : throw Refused($"d.{name}", $"one of {string.Join(", ", Enum.GetValues<T>().Select(RunValues.Word))}");
    }

    public static ElementException Refused(string place, string expected) =>
        new(ErrorCodes.PayloadMismatch, ErrorCategory.Fatal, $"{place}: expected {expected}");
}
