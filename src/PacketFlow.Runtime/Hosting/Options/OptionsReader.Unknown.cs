using Microsoft.Extensions.Configuration;
using PacketFlow.Chemistry;

namespace PacketFlow.Hosting;

/// <summary>What is configured and nobody asked for.</summary>
internal sealed partial class OptionsReader
{
    /// <summary>Refuses every key that is left over, with the name that was probably meant. Called when all has been read.</summary>
    public void RefuseUnknown()
    {
        foreach (string path in Leaves(_root, ""))
        {
            if (!_asked.ContainsKey(path) && AbsentParts.Covering(path) is null)
            {
                Refuse(path, Suggestion(path) is { } meant ? $"no such key; did you mean {Root}:{meant}?" : "no such key", isSecret: true);
            }
        }
    }

    // A section that somebody left empty (an empty list comes as an empty text) says nothing and is no error.
    private IEnumerable<string> Leaves(IConfigurationSection section, string path)
    {
        if (!string.IsNullOrEmpty(section.Value) || (section.Value is not null && !IsSection(path)))
        {
            yield return path;
        }

        foreach (IConfigurationSection child in section.GetChildren())
        {
            foreach (string leaf in Leaves(child, path.Length == 0 ? child.Key : $"{path}:{child.Key}"))
            {
                yield return leaf;
            }
        }
    }

    private bool IsSection(string path) =>
        path.Length == 0 || _lists.Contains(path) || AbsentParts.Covering(path) is not null || _asked.Keys.Any(key => key.StartsWith(path + ":", StringComparison.OrdinalIgnoreCase));

    // The first part of the path that leads nowhere is the one that is misspelt.
    private string? Suggestion(string path)
    {
        string[] parts = path.Split(':');
        string known = "";
        foreach (string part in parts)
        {
            string[] candidates = [.. _asked.Keys.Where(key => key.StartsWith(known, StringComparison.OrdinalIgnoreCase))
                .Select(key => key[known.Length..].Split(':')[0])
                .Distinct(StringComparer.OrdinalIgnoreCase)];
            if (candidates.FirstOrDefault(candidate => candidate.Equals(part, StringComparison.OrdinalIgnoreCase)) is { } right)
            {
                known += right + ":";
                continue;
            }

            string? nearest = EditDistance.Nearest(Bare(part), candidates.Select(Bare));
            return nearest is null ? null : known + candidates.First(candidate => Bare(candidate) == nearest);
        }

        return null;
    }

    // CheckIntervalMs is check_interval_ms in another spelling.
    private static string Bare(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
}
