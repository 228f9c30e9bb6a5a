using Microsoft.Extensions.Configuration;

namespace PacketFlow.Hosting;

/// <summary>Lists: a section with a child per item, or one text with commas, which is easier in an environment variable.</summary>
internal sealed partial class OptionsReader
{
    private readonly HashSet<string> _lists = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<T> Choices<T>(string path, IReadOnlyList<T> byDefault, params ReadOnlySpan<(string Name, T Value)> choices)
    {
        (string Name, T Value)[] all = choices.ToArray();
        string allowed = "a list of " + OneOf(all.Select(static choice => choice.Name));
        Ask(path, string.Join(", ", byDefault.Select(value => all.First(choice => EqualityComparer<T>.Default.Equals(choice.Value, value)).Name)), allowed);

        var values = new List<T>();
        foreach ((string at, string text) in Items(path))
        {
            if (TryChoose(all, text, out T value))
            {
                values.Add(value);
            }
            else
            {
                Refuse(at, $"'{Observability.LogText.Clean(text)}' is not among what is allowed, {allowed}");
            }
        }

        return values.Count > 0 ? [.. values.Distinct()] : byDefault;
    }

    /// <summary>The paths of the items of a list whose items are sections.</summary>
    public IReadOnlyList<string> Places(string path)
    {
        _lists.Add(path);
        return [.. _root.GetSection(path).GetChildren().Select(child => $"{path}:{child.Key}")];
    }

    private List<(string At, string Text)> Items(string path)
    {
        var items = new List<(string, string)>();
        if (_root[path] is { Length: > 0 } line)
        {
            items.AddRange(line.Split(',', StringSplitOptions.TrimEntries).Select(text => (path, text)));
        }

        foreach (IConfigurationSection child in _root.GetSection(path).GetChildren())
        {
            string at = $"{path}:{child.Key}";
            _asked.TryAdd(at, _asked[path]);
            items.Add((at, child.Value?.Trim() ?? ""));
        }

        return items;
    }
}
