using System.Text;
using PacketFlow.Molecules;
using PacketFlow.Text;

namespace PacketFlow.Generators.Molecules;

/// <summary>
/// Draws a molecule as Mermaid text. An ionic bond is an arrow, a covalent one a thick line with its resource, a metallic one a dotted
/// line, a van der Waals bond a thin line with rings; compensations and substitutes hang on their step by a dotted arrow.
/// </summary>
internal static class MermaidText
{
    // Words that mean something to Mermaid, wherever they stand.
    private static readonly HashSet<string> Reserved = new(
        ["call", "class", "classDef", "click", "default", "direction", "end", "flowchart", "graph", "href", "interpolate", "linkStyle", "style", "subgraph"],
        StringComparer.Ordinal);

    public static string Of(MoleculeModel molecule)
    {
        var text = new StringBuilder("flowchart TD");
        string[] ids = [.. molecule.Steps.Select(static (step, number) => Id(step.Name, number))];
        for (int i = 0; i < ids.Length; i++)
        {
            text.Append("\n    ").Append(ids[i]).Append(Shape(molecule.Steps[i]));
        }

        foreach (BondModel bond in molecule.Bonds.Where(static bond => bond.IsInside))
        {
            text.Append("\n    ").Append(ids[bond.FromStep]).Append(' ').Append(Line(bond)).Append(' ').Append(ids[bond.ToStep]);
        }

        for (int i = 0; i < ids.Length; i++)
        {
            if (molecule.Steps[i] is { TargetStep: >= 0 and var target } step)
            {
                string word = step.Kind == StepKind.Compensation ? "undoes" : "stands in for";
                text.Append("\n    ").Append(ids[i]).Append($" -. {word} .-> ").Append(ids[target]);
            }
        }

        return text.ToString();
    }

    private static string Shape(StepModel step)
    {
        string label = step.Nested?.Name ?? $"{step.Handler.Options.Group}:{step.Handler.Options.Name}";
        string text = $"\"{Escape(step.Name)}<br/>{Escape(label)}\"";
        return step.Kind switch
        {
            StepKind.Remote => $"([{text}])",
            StepKind.Nested => $"[[{text}]]",
            StepKind.Timer or StepKind.Signal => $"{{{{{text}}}}}",
            _ => $"[{text}]",
        };
    }

    private static string Line(BondModel bond)
    {
        string label = string.Join(", ", Labels(bond));
        string text = label.Length == 0 ? "" : $"|\"{Escape(label)}\"|";
        return bond.Kind switch
        {
            BondKind.Ionic => $"-->{text}",
            BondKind.Covalent => $"==={text}",
            BondKind.Metallic => $"-.-{text}",
            _ => $"o--o{text}",
        };
    }

    private static IEnumerable<string> Labels(BondModel bond)
    {
        if (bond.When is { } when)
        {
            yield return when;
        }

        if (bond.ForEach)
        {
            yield return bond.Parallelism is > 0 and { } parallelism ? $"for each, {Literals.Of(parallelism)} at a time" : "for each";
        }

        if (bond.Reason is { } reason)
        {
            yield return reason;
        }

        if (bond.Resource is { } resource)
        {
            yield return resource;
        }
    }

    private static string Id(string name, int number) =>
        !Reserved.Contains(name) && name.All(static c => c < 128) ? name : $"step{Literals.Of(number)}";

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            escaped.Append(c switch
            {
                '"' => "#quot;",
                '#' => "#35;",
                '<' => "#lt;",
                '>' => "#gt;",
                '&' => "#amp;",
                _ when char.IsControl(c) => " ",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }
}
