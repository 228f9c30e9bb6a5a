namespace PacketFlow.Testing.Faking;

/// <summary>The payload of a step, taken apart as its handler does: one part alone is the payload, several are a map by their names.</summary>
internal sealed class StepInputs(PlanStep step)
{
    /// <summary>Reads one part.</summary>
    public T Read<T>(byte[] payload, int number)
    {
        FlowValue value = FlowValue.Parse(payload);
        if (step.Inputs.Count > 1)
        {
            value = value[step.Inputs[number].Key];
        }

        return value.IsNil && default(T) is null ? default! : PacketCodec.Deserialize(value.Bytes, Formatter<T>.Default);
    }

    /// <summary>What the step takes, in words.</summary>
    public override string ToString() => step.Inputs.Count switch
    {
        0 => "nothing",
        1 => $"1 value: {Named(step.Inputs[0])}",
        _ => $"{step.Inputs.Count} values: {string.Join(", ", step.Inputs.Select(Named))}",
    };

    private static string Named(PlanInput input) => $"{input.TypeName.Replace("global::", "", StringComparison.Ordinal)} {input.Key}";
}
