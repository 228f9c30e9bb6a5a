using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace PacketFlow.Hosting;

/// <summary>
/// Reads typed values below <c>PacketFlow</c> and remembers what it was asked for: what nobody asked for is an unknown key. What is
/// wrong is collected, and the default stands in its place.
/// </summary>
internal sealed partial class OptionsReader(IConfiguration configuration)
{
    public const string Root = "PacketFlow";

    private readonly IConfigurationSection _root = configuration.GetSection(Root);
    private readonly Dictionary<string, OptionKey> _asked = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _errors = [];

    /// <summary>All that was asked for, in that order, by the paths of this configuration.</summary>
    public IReadOnlyDictionary<string, OptionKey> Asked => _asked;

    public IReadOnlyList<string> Errors => _errors;

    public bool IsSet(string path) => _root[path] is not null;

    public int Whole(string path, int byDefault, int least, int most) => (int)Whole(path, (long)byDefault, least, most, Text(byDefault));

    /// <summary>A whole number whose default may depend on the machine; it is described then.</summary>
    public long Whole(string path, long byDefault, long least, long most, string described) =>
        Value(path, described, $"a whole number from {Text(least)} to {Text(most)}", byDefault, (string text, out long value) =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= least && value <= most);

    public double Number(string path, double byDefault, double least, double most) =>
        Value(path, Text(byDefault), $"a number from {Text(least)} to {Text(most)}", byDefault, (string text, out double value) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && value >= least && value <= most);

    public TimeSpan Milliseconds(string path, TimeSpan byDefault, int least, int most) =>
        TimeSpan.FromMilliseconds(Whole(path, (int)byDefault.TotalMilliseconds, least, most));

    public bool Switch(string path, bool byDefault) =>
        Value(path, byDefault ? "true" : "false", "`true` or `false`", byDefault, bool.TryParse);

    /// <summary>One of a few names.</summary>
    public T Choice<T>(string path, T byDefault, params ReadOnlySpan<(string Name, T Value)> choices)
    {
        (string Name, T Value)[] all = choices.ToArray();
        string allowed = OneOf(all.Select(static choice => choice.Name));
        string name = all.First(choice => EqualityComparer<T>.Default.Equals(choice.Value, byDefault)).Name;
        return Value(path, name, allowed, byDefault, (string text, out T value) => TryChoose(all, text, out value));
    }

    /// <summary>Any text but an empty one.</summary>
    public string Text(string path, string byDefault, string allowed, bool isSecret = false, string? described = null) =>
        Value(path, described ?? byDefault, allowed, byDefault, static (string text, out string value) => (value = text.Trim()).Length > 0, isSecret);

    public void Refuse(string path, string problem, bool isSecret = false) => _errors.Add(Problem(path, problem, isSecret));

    public T Value<T>(string path, string byDefault, string allowed, T fallback, TryRead<T> tryRead, bool isSecret = false)
    {
        Ask(path, byDefault, allowed);
        if (_root[path] is not { } text)
        {
            return fallback;
        }

        if (tryRead(text.Trim(), out T value))
        {
            return value;
        }

        Refuse(path, $"allowed is {allowed}", isSecret);
        return fallback;
    }

    private void Ask(string path, string byDefault, string allowed) =>
        _asked.TryAdd(path, new OptionKey(WithoutPlaces(path), byDefault, allowed));

    private string Problem(string path, string problem, bool isSecret) =>
        _root[path] is not { } text ? $"{Root}:{path}: {problem}"
        : isSecret ? $"{Root}:{path} = (not shown): {problem}"
        : $"{Root}:{path} = '{Observability.LogText.Clean(text)}': {problem}";

    private static string WithoutPlaces(string path) =>
        string.Join(':', path.Split(':').Select(static part => part.All(char.IsAsciiDigit) ? "N" : part));

    private static bool TryChoose<T>((string Name, T Value)[] choices, string text, out T value)
    {
        foreach ((string name, T candidate) in choices)
        {
            if (name.Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                value = candidate;
                return true;
            }
        }

        value = default!;
        return false;
    }

    private static string OneOf(IEnumerable<string> names) => string.Join(", ", names.Select(static name => $"`{name}`"));

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    public delegate bool TryRead<T>(string text, out T value);
}
