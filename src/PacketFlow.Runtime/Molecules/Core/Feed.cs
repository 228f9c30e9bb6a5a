using System.Buffers;
using PacketFlow.CompilerServices;

namespace PacketFlow.Molecules.Core;

/// <summary>Builds payloads from what is recorded. User code runs here alone in the core: conversions, conditions and merges.</summary>
internal static class Feed
{
    /// <summary>What a step is given; null if a value that it needs has no source.</summary>
    /// <param name="step">The step: its inputs say where its values come from.</param>
    /// <param name="parts">The encoded values, one for each input.</param>
    public static byte[]? Payload(PlanStep step, byte[]?[] parts)
    {
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i] is null && step.Inputs[i].IsRequired)
            {
                return null;
            }
        }

        return parts.Length switch
        {
            0 => Packed.Nil,
            1 => parts[0] ?? Packed.Nil,
            _ => Packed.Map([.. step.Inputs.Select((input, i) => (input.Key, Value: parts[i]!)).Where(static part => part.Value is not null)]),
        };
    }

    /// <summary>The values of a step's inputs.</summary>
    /// <param name="definition">What converts them.</param>
    /// <param name="step">The step.</param>
    /// <param name="find">Finds the value of a source.</param>
    /// <param name="known">Those that are to be found nowhere else.</param>
    public static byte[]?[] Parts(MoleculeDefinition definition, PlanStep step, Func<PlanSource, byte[]?> find, byte[]?[]? known = null)
    {
        if (step.Inputs.Count == 0)
        {
            return [];
        }

        byte[]?[] parts = new byte[]?[step.Inputs.Count];
        for (int input = 0; input < parts.Length; input++)
        {
            if (known is not null && known[input] is not [])
            {
                parts[input] = known[input];
                continue;
            }

            IReadOnlyList<PlanSource> sources = step.Inputs[input].Sources;
            for (int source = 0; source < sources.Count && parts[input] is null; source++)
            {
                if (find(sources[source]) is { } value)
                {
                    parts[input] = sources[source].IsConverted ? Convert(definition, step.Number, input, source, value) : value;
                }
            }
        }

        return parts;
    }

    public static bool Test(MoleculeDefinition definition, int bond, byte[] output)
    {
        var reader = new PacketReader(output);
        return definition.Test(bond, ref reader);
    }

    public static byte[] Merge(MoleculeDefinition definition, int bond, byte[] first, byte[] second)
    {
        var left = new PacketReader(first);
        var right = new PacketReader(second);
        var output = new ArrayBufferWriter<byte>();
        var writer = new PacketWriter(output);
        definition.Merge(bond, ref left, ref right, ref writer);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The molecule's output.</summary>
    public static byte[] Output(MoleculePlan plan, Func<int, byte[]?> outputOf) => plan.Outputs switch
    {
        [] => Packed.Nil,
        [{ Key: null } only] => outputOf(only.Step) ?? Packed.Nil,
        var outputs => Packed.Map([.. outputs.Select(output => (output.Key!, outputOf(output.Step) ?? Packed.Nil))]),
    };

    private static byte[] Convert(MoleculeDefinition definition, int step, int input, int source, byte[] value)
    {
        var reader = new PacketReader(value);
        var output = new ArrayBufferWriter<byte>();
        var writer = new PacketWriter(output);
        definition.Convert(step, input, source, ref reader, ref writer);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }
}
