using PacketFlow.Generators.Tests.Elements;

namespace PacketFlow.Generators.Tests.Molecules;

/// <summary>
/// Code that user projects of these tests bring along: the smallest engine that can run a molecule, one step after the other and
/// without a journal. It has nothing but the definition to go by.
/// </summary>
internal static class Engine
{
    /// <summary>Generates, compiles without warnings and runs.</summary>
    /// <param name="run">The body of a method that has an <c>engine</c>.</param>
    /// <param name="sources">The user's code.</param>
    public static object? Run(string run, params string[] sources) => Generate(run, sources).ShouldCompile().Run();

    public static GeneratorRun Generate(string run, params string[] sources) =>
        GeneratorRun.Of(Harness.Project("var engine = new Testing.Engine(host);\n" + run, [Source, .. sources]));

    public const string Source = """
        #nullable enable
        namespace Testing
        {
            using System;
            using System.Buffers;
            using System.Collections.Generic;
            using System.Linq;
            using global::PacketFlow;
            using global::PacketFlow.CompilerServices;

            internal sealed class Engine
            {
                private readonly Host _host;

                public Engine(Host host) => _host = host;

                public List<string> Log { get; } = new();

                public Dictionary<string, byte[]> Signals { get; } = new();

                public TOut Run<TIn, TOut>(Molecule<TIn, TOut> molecule, TIn input)
                {
                    var buffer = new ArrayBufferWriter<byte>();
                    var writer = new PacketWriter(buffer);
                    molecule.InputFormatter.Write(ref writer, input);
                    writer.Flush();
                    var reader = new PacketReader(Run(molecule.Definition, buffer.WrittenSpan.ToArray()));
                    return molecule.OutputFormatter.Read(ref reader);
                }

                private byte[] Run(MoleculeDefinition definition, byte[] input)
                {
                    var run = new MoleculeRun(definition, input);
                    foreach (PlanStep step in definition.Plan.Waves.SelectMany(wave => wave))
                    {
                        try
                        {
                            run.Outputs[step.Number] = Run(run, step);
                        }
                        catch (InvalidOperationException)
                        {
                            Undo(run);
                            throw;
                        }
                    }

                    return Bytes.Output(definition.Plan.Outputs, run.Outputs);
                }

                private byte[]? Run(MoleculeRun run, PlanStep step)
                {
                    int[] into = run.Into(step);
                    int[] open = into.Where(run.IsOpen).ToArray();
                    if (into.Length > 0 && open.Length == 0)
                    {
                        return null;
                    }

                    if (!step.IsForEach)
                    {
                        return run.Payload(step, null) is { } payload ? Perform(run.Definition, step, payload) : null;
                    }

                    PlanBond each = run.Plan.Bonds[into.Single(bond => run.Plan.Bonds[bond].ForEach)];
                    return Bytes.Array(Bytes.Items(run.Outputs[each.From]!).Select(item => Perform(run.Definition, step, run.Payload(step, item)!)).ToList());
                }

                private byte[] Perform(MoleculeDefinition definition, PlanStep step, byte[] payload)
                {
                    Log.Add(step.Name);
                    return step.Kind switch
                    {
                        StepKind.Nested => Run(definition.Nested(step.Number), payload),
                        StepKind.Timer => new byte[] { 0xC0 },
                        StepKind.Signal => Signals[step.Name],
                        _ => _host.Run(step.Element.Group, step.Address, payload),
                    };
                }

                private void Undo(MoleculeRun run)
                {
                    foreach (PlanStep undo in run.Plan.Steps
                        .Where(step => step.Kind == StepKind.Compensation && run.Payloads[step.Target!.Value] is not null)
                        .OrderByDescending(step => step.Target))
                    {
                        Perform(run.Definition, undo, run.UndoPayload(undo));
                    }
                }
            }

            internal sealed class MoleculeRun(MoleculeDefinition definition, byte[] input)
            {
                public MoleculeDefinition Definition => definition;

                public MoleculePlan Plan => definition.Plan;

                public byte[]?[] Outputs { get; } = new byte[]?[definition.Plan.Steps.Count];

                public byte[]?[][] Payloads { get; } = new byte[]?[definition.Plan.Steps.Count][];

                public int[] Into(PlanStep step) => Enumerable.Range(0, Plan.Bonds.Count)
                    .Where(number => Plan.Bonds[number] is { Kind: BondKind.Ionic } bond && bond.To == step.Number).ToArray();

                public bool IsOpen(int number)
                {
                    PlanBond bond = Plan.Bonds[number];
                    if (Outputs[bond.From] is not { } output)
                    {
                        return false;
                    }

                    var reader = new PacketReader(output);
                    return bond.When is null || definition.Test(number, ref reader);
                }

                public byte[]? Payload(PlanStep step, byte[]? item)
                {
                    var parts = new byte[]?[step.Inputs.Count];
                    Payloads[step.Number] = parts;
                    for (int place = 0; place < parts.Length; place++)
                    {
                        parts[place] = Part(step, place, item);
                        if (parts[place] is null && step.Inputs[place].IsRequired)
                        {
                            return null;
                        }
                    }

                    return Bytes.Payload(step, parts);
                }

                public byte[] UndoPayload(PlanStep undo) => Bytes.Payload(undo, undo.Inputs.Select(part => part.Sources.Single() switch
                {
                    { Kind: PlanSourceKind.UndoneOutput } => Outputs[undo.Target!.Value],
                    var source => Payloads[undo.Target!.Value][source.Number],
                }).ToArray());

                private byte[]? Part(PlanStep step, int place, byte[]? item)
                {
                    IReadOnlyList<PlanSource> sources = step.Inputs[place].Sources;
                    for (int number = 0; number < sources.Count; number++)
                    {
                        PlanSource source = sources[number];
                        byte[]? value = source.Kind == PlanSourceKind.MoleculeInput ? input
                            : Into(step).Any(bond => Plan.Bonds[bond].From == source.Number && !IsOpen(bond)) ? null
                            : source.IsItem ? item
                            : Outputs[source.Number];
                        if (value is not null && source.IsConverted)
                        {
                            var reader = new PacketReader(value);
                            var output = new ArrayBufferWriter<byte>();
                            var writer = new PacketWriter(output);
                            definition.Convert(step.Number, place, number, ref reader, ref writer);
                            writer.Flush();
                            value = output.WrittenSpan.ToArray();
                        }

                        if (value is not null)
                        {
                            return value;
                        }
                    }

                    return null;
                }
            }

            internal static class Bytes
            {
                private static readonly byte[] Nil = { 0xC0 };

                public static byte[] Payload(PlanStep step, byte[]?[] parts) => parts.Length switch
                {
                    0 => Nil,
                    1 => parts[0] ?? Nil,
                    _ => Map(step.Inputs.Select((part, place) => (part.Key, parts[place])).Where(part => part.Item2 is not null).ToList()),
                };

                public static byte[] Output(IReadOnlyList<PlanOutput> outputs, byte[]?[] results) => outputs switch
                {
                    { Count: 0 } => Nil,
                    [{ Key: null } only] => results[only.Step] ?? Nil,
                    _ => Map(outputs.Select(output => (output.Key!, results[output.Step])).ToList()),
                };

                public static byte[] Array(List<byte[]> items)
                {
                    var output = new ArrayBufferWriter<byte>();
                    var writer = new PacketWriter(output);
                    writer.WriteArrayHeader(items.Count);
                    foreach (byte[] item in items)
                    {
                        writer.WriteRaw(item);
                    }

                    writer.Flush();
                    return output.WrittenSpan.ToArray();
                }

                public static List<byte[]> Items(byte[] array)
                {
                    var items = new List<byte[]>();
                    var reader = new PacketReader(array);
                    for (int count = reader.EnterArray(); count > 0; count--)
                    {
                        items.Add(reader.ReadRaw().ToArray());
                    }

                    return items;
                }

                private static byte[] Map(List<(string Key, byte[]? Value)> entries)
                {
                    var output = new ArrayBufferWriter<byte>();
                    var writer = new PacketWriter(output);
                    writer.WriteMapHeader(entries.Count);
                    foreach ((string key, byte[]? value) in entries)
                    {
                        writer.WriteString(key);
                        writer.WriteRaw(value ?? Nil);
                    }

                    writer.Flush();
                    return output.WrittenSpan.ToArray();
                }
            }
        }
        """;
}
