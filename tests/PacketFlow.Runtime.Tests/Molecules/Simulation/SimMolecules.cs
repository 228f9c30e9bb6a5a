namespace PacketFlow.Molecules.Simulation;

/// <summary>Random molecules: every kind of step and bond, in every combination that the rules allow, and molecules within molecules.</summary>
internal static class SimMolecules
{
    private const int Deepest = 2;

    public static TestMolecule Make(Random random, int depth = 0)
    {
        var molecule = new TestMolecule($"sim{random.Next(100)}") { Timeout = random.Next(6) == 0 ? TimeSpan.FromSeconds(random.Next(20, 400)) : null };
        int count = random.Next(1, depth == 0 ? 8 : 5);
        var kinds = new StepKind[count];
        var into = new List<(int From, bool When)>[count];

        // Now and then all steps of one half come before all of the other: only then a run takes one resource after the other.
        int waist = count > 3 && random.Next(6) == 0 ? random.Next(2, count - 1) : 0;
        int each = random.Next(3) == 0 && count > 1 ? random.Next(1, count) : -1;
        for (int step = 0; step < count; step++)
        {
            kinds[step] = KindOf(random, depth, isSource: step == each - 1, isEach: step == each);
            into[step] = [];
            for (int from = 0; from < step; from++)
            {
                if (random.Next(3) == 0 || (step == each && from == step - 1) || (from < waist && step >= waist))
                {
                    bool isData = IsWork(kinds[from]);
                    into[step].Add((from, isData && random.Next(6) == 0 && step != each));
                }
            }

            AddStep(molecule, random, step, kinds, into, each);
        }

        AddBonds(molecule, random, into, kinds, each, waist);
        AddUndo(molecule, random, kinds);
        for (int step = 0; step < count; step++)
        {
            if (kinds[step] == StepKind.Nested)
            {
                molecule.Runs(Name(step), Make(random, depth + 1));
            }
        }

        return molecule;
    }

    private static StepKind KindOf(Random random, int depth, bool isSource, bool isEach) => random.Next(10) switch
    {
        _ when isSource => StepKind.Handler,
        3 when depth < Deepest => StepKind.Nested,
        _ when isEach => StepKind.Handler,
        0 => StepKind.Timer,
        1 => StepKind.Signal,
        2 => StepKind.Remote,
        _ => StepKind.Handler,
    };

    // What gives something, and may be undone.
    private static bool IsWork(StepKind kind) => kind is StepKind.Handler or StepKind.Remote or StepKind.Nested;

    private static void AddStep(TestMolecule molecule, Random random, int step, StepKind[] kinds, List<(int From, bool When)>[] into, int each)
    {
        string[] from = [.. into[step]
            .Where(bond => IsWork(kinds[bond.From]))
            .OrderByDescending(bond => bond.From == step - 1)
            .Select(bond => Name(bond.From) + (bond.When ? "?" : ""))];
        bool idempotent = random.Next(2) == 0;
        double? seconds = kinds[step] switch
        {
            StepKind.Timer => random.Next(1, 200),
            StepKind.Signal => random.Next(2) == 0 ? null : random.Next(50, 2000),
            _ => 30,
        };
        molecule.Step(
            Name(step),
            IsWork(kinds[step]) ? from : null,
            kinds[step],
            idempotent,
            retries: random.Next(4) == 0 ? random.Next(3) : null,
            atMostOnce: !idempotent && random.Next(5) == 0 && kinds[step] != StepKind.Nested,
            seconds,
            forEach: step == each,
            nullable: kinds[step] == StepKind.Signal && random.Next(2) == 0);
    }

    private static void AddBonds(TestMolecule molecule, Random random, List<(int From, bool When)>[] into, StepKind[] kinds, int each, int waist)
    {
        for (int step = 0; step < into.Length; step++)
        {
            foreach ((int from, bool when) in into[step])
            {
                molecule.Ionic(Name(from), Name(step), when ? IsOpen : null, forEach: step == each && from == step - 1, parallelism: random.Next(2) == 0 ? null : 1);
            }
        }

        for (int left = 0; left < into.Length; left++)
        {
            for (int right = left + 1; right < into.Length; right++)
            {
                bool isWork = IsWork(kinds[left]) && IsWork(kinds[right]);
                switch (random.Next(waist > 0 ? 8 : 14))
                {
                    case 0 when isWork && left < waist == right < waist:
                        molecule.Covalent(Name(left), Name(right), $"resource{random.Next(waist > 0 ? 2 : 3)}");
                        break;
                    case 1 when !into[right].Exists(bond => bond.From == left):
                        molecule.Metallic(Name(left), Name(right));
                        break;
                    case 2:
                        molecule.Loose(Name(left), Name(right));
                        break;
                }
            }
        }
    }

    private static void AddUndo(TestMolecule molecule, Random random, StepKind[] kinds)
    {
        for (int step = 0; step < kinds.Length; step++)
        {
            if (!IsWork(kinds[step]))
            {
                continue;
            }

            if (random.Next(2) == 0)
            {
                molecule.Step($"Undo{Name(step)}", kind: StepKind.Compensation, target: Name(step));
            }

            if (random.Next(6) == 0)
            {
                molecule.Step($"Other{Name(step)}", kind: StepKind.Substitute, target: Name(step));
            }
        }
    }

    // Depends on the value alone, as a condition should.
    private static bool IsOpen(FlowValue value) => value.Kind != PacketKind.String || value.AsString().Length % 2 == 0;

    private static string Name(int step) => ((char)('A' + step)).ToString();
}
