using System.Globalization;
using System.Text.RegularExpressions;

namespace PacketFlow.Observability;

/// <summary>A page in Prometheus' text format, version 0.0.4, read by its rules: what they do not allow is a <see cref="FormatException"/>.</summary>
internal sealed partial class PrometheusPage
{
    private readonly Dictionary<string, (string Kind, bool HasHelp)> _families = [];
    private readonly Dictionary<string, double> _samples = [];
    private string _family = "";

    /// <summary>The kind of each family.</summary>
    public IReadOnlyDictionary<string, string> Kinds => _families.ToDictionary(static family => family.Key, static family => family.Value.Kind);

    /// <summary>The value of each series, by its name and labels as they stand there.</summary>
    public IReadOnlyDictionary<string, double> Samples => _samples;

    public static PrometheusPage Parse(string text)
    {
        var page = new PrometheusPage();
        if (text.Length == 0 || text[^1] != '\n')
        {
            throw new FormatException("The last line has no end.");
        }

        foreach (string line in text[..^1].Split('\n'))
        {
            page.Read(line);
        }

        foreach ((string family, (string kind, bool hasHelp)) in page._families)
        {
            Demand(hasHelp && kind.Length > 0, family, "has no help or no type");
            if (kind == "histogram")
            {
                page.CheckHistogram(family);
            }
        }

        return page;
    }

    private void Read(string line)
    {
        if (Help().Match(line) is { Success: true } help)
        {
            Demand(_families.TryAdd(help.Groups[1].Value, ("", true)), line, "tells a family again");
            _family = help.Groups[1].Value;
        }
        else if (Type().Match(line) is { Success: true } type)
        {
            Demand(type.Groups[1].Value == _family && _families[_family].Kind.Length == 0, line, "types another family, or one again");
            _families[_family] = (type.Groups[2].Value, true);
        }
        else
        {
            Demand(Sample().Match(line) is { Success: true } sample && TakeSample(sample), line, "is no sample");
        }
    }

    private bool TakeSample(Match sample)
    {
        string name = sample.Groups["name"].Value, kind = _families.GetValueOrDefault(_family).Kind;
        bool isOfFamily = kind == "histogram" ? name == _family + "_bucket" || name == _family + "_sum" || name == _family + "_count" : name == _family;
        Demand(isOfFamily, sample.Value, "stands outside of its family");
        string[] labels = [.. sample.Groups["label"].Captures.Select(static label => label.Value)];
        Demand(labels.Distinct(StringComparer.Ordinal).Count() == labels.Length, sample.Value, "has a label twice");
        double value = Number(sample.Groups["value"].Value);
        Demand(kind != "counter" || (value >= 0 && name.EndsWith("_total", StringComparison.Ordinal)), sample.Value, "is no counter");
        Demand(_samples.TryAdd(name + sample.Groups["labels"].Value, value), sample.Value, "stands there twice");
        return true;
    }

    // For each set of labels: rising bounds, none lower in count than the one before, the last one infinite and as many as all.
    private void CheckHistogram(string family)
    {
        var sets = new Dictionary<string, (double Bound, double Count)>();
        foreach ((string series, double value) in _samples)
        {
            if (series.StartsWith(family + "_bucket{", StringComparison.Ordinal))
            {
                Match bound = Bound().Match(series);
                Demand(bound.Success, series, "has no bound");
                string set = Bound().Replace(series[(family.Length + "_bucket".Length)..], "");
                double le = Number(bound.Groups[1].Value);
                (double Bound, double Count) before = sets.GetValueOrDefault(set, (double.NegativeInfinity, 0));
                Demand(le > before.Bound && value >= before.Count, series, "falls");
                sets[set] = (le, value);
            }
        }

        Demand(sets.Count > 0, family, "has no buckets");
        foreach ((string set, (double bound, double count)) in sets)
        {
            string labels = set is "{}" ? "" : set;
            Demand(double.IsPositiveInfinity(bound) && _samples.GetValueOrDefault($"{family}_count{labels}", -1) == count, family + set, "does not end with all");
            Demand(_samples.ContainsKey($"{family}_sum{labels}"), family + set, "has no sum");
        }
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ => double.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture),
    };

    private static void Demand(bool holds, string what, string how)
    {
        if (!holds)
        {
            throw new FormatException($"'{what}' {how}.");
        }
    }

    [GeneratedRegex(@"\A# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (?:[^\\\n\r]|\\\\|\\n)+\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Help();

    [GeneratedRegex(@"\A# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary|untyped)\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Type();

    [GeneratedRegex(
        """\A(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?<labels>(?:\{(?<label>[a-zA-Z_][a-zA-Z0-9_]*)="(?:[^"\\\n]|\\\\|\\"|\\n)*"(?:,(?<label>[a-zA-Z_][a-zA-Z0-9_]*)="(?:[^"\\\n]|\\\\|\\"|\\n)*")*\})?) (?<value>[+-]Inf|NaN|-?[0-9.eE+-]+)\z""",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sample();

    [GeneratedRegex("(?:,?le=\"([^\"]*)\")", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bound();
}
