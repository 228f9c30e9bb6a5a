using System.Text;

namespace PacketFlow.Bench;

/// <summary>A project as large as few are: 500 elements, 50 molecules of four steps each and 300 payload types, a file per type.</summary>
internal static class SyntheticProject
{
    public const int Elements = 500;
    public const int Molecules = 50;
    public const int Payloads = 300;

    private const int ElementsPerClass = 10;

    public static IEnumerable<(string Path, string Text)> Files()
    {
        yield return ("Usings.cs", """
            global using System;
            global using System.Collections.Generic;
            global using System.Threading;
            global using System.Threading.Tasks;
            global using PacketFlow;
            """);
        yield return ("Unrelated.cs", Unrelated(0));
        for (int i = 0; i < Payloads; i++)
        {
            yield return (Invariant($"Payload{i}.cs"), Payload(i));
        }

        for (int i = 0; i < Elements / ElementsPerClass; i++)
        {
            yield return (Invariant($"Handlers{i}.cs"), Handlers(i));
        }

        for (int i = 0; i < Molecules; i++)
        {
            yield return (Invariant($"Molecule{i}.cs"), Molecule(i));
        }
    }

    /// <summary>A file that has nothing to do with elements; each edit gives another text.</summary>
    public static string Unrelated(int edit) => Invariant($$"""
        namespace Synthetic;

        internal static class Unrelated
        {
            public static int Value() => {{edit}};
        }
        """);

    // Every third type leads to the next one, so that closures have some depth.
    private static string Payload(int i) => Invariant($$"""
        namespace Synthetic;

        public sealed record Payload{{i}}(int Id, string Name, double Amount, List<string> Tags)
        {
            public DateTime? CreatedAt { get; init; }

            public Dictionary<string, long> Counters { get; init; } = [];
        {{(i % 3 == 0 && i + 1 < Payloads ? Invariant($"\n    public Payload{i + 1}? Next {{ get; init; }}") : "")}}
        }
        """);

    private static string Handlers(int i)
    {
        var text = new StringBuilder(Invariant($"namespace Synthetic;\n\npublic sealed class Handlers{i}\n{{\n"));
        for (int j = 0; j < ElementsPerClass; j++)
        {
            int element = (i * ElementsPerClass) + j;
            int from = element % Payloads, to = (element + 7) % Payloads;
            text.Append(Invariant($$"""
                    [Element("df", "work_{{element}}", TimeoutSeconds = 10, Idempotent = true)]
                    public Payload{{to}} Work{{element}}(Payload{{from}} payload)
                    {
                        var tags = new List<string>(payload.Tags) { payload.Name };
                        return new Payload{{to}}(payload.Id + {{element}}, payload.Name, payload.Amount * 2, tags);
                    }

                """));
        }

        return text.Append("}\n").ToString();
    }

    private static string Molecule(int i)
    {
        int a = i * 4, b = a + 1, c = a + 2, d = a + 3;
        return Invariant($$"""
            namespace Synthetic;

            [Molecule("flow-{{i}}", TimeoutSeconds = 600)]
            [IonicBond(nameof(First), nameof(Second))]
            [IonicBond(nameof(First), nameof(Third))]
            [IonicBond(nameof(Second), nameof(Last))]
            [IonicBond(nameof(Third), nameof(Last))]
            public sealed partial class Flow{{i}}
            {
                [Element("df", "first_{{i}}")] public Payload{{b}} First(Payload{{a}} input) => new(input.Id, input.Name, input.Amount, input.Tags);

                [Element("df", "second_{{i}}")] public Payload{{c}} Second(Payload{{b}} input) => new(input.Id, input.Name, input.Amount, input.Tags);

                [Element("df", "third_{{i}}")] public Payload{{d}} Third(Payload{{b}} input) => new(input.Id, input.Name, input.Amount, input.Tags);

                [Element("cf", "last_{{i}}")] public Payload{{a}} Last(Payload{{c}} left, Payload{{d}} right) => new(left.Id + right.Id, left.Name, left.Amount, left.Tags);
            }
            """);
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

}
