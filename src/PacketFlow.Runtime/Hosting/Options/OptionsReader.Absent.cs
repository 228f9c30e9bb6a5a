namespace PacketFlow.Hosting;

/// <summary>What is configured and needs a part that is missing.</summary>
internal sealed partial class OptionsReader
{
    /// <summary>Refuses each key of a missing part whose value is not the default. Called when all has been read.</summary>
    public void RefuseAbsent()
    {
        foreach (string path in Leaves(_root, ""))
        {
            AbsentPart? part = AbsentParts.Covering(WithoutPlaces(path)) ?? AbsentParts.All.FirstOrDefault(part =>
                part.Path.Equals(path, StringComparison.OrdinalIgnoreCase) && SaysTheSame(part.Value!, _root[path]!));
            if (part is not null && !((_asked.GetValueOrDefault(path) ?? _asked.GetValueOrDefault(ListOf(path))) is { } key && SaysTheSame(key.Default, _root[path]!)))
            {
                // The value may be a connection string or a key.
                Refuse(path, $"needs {part.Part}, which this version does not have; leave the key out", isSecret: true);
            }
        }
    }

    // An item of a list stands below it, under its place.
    private static string ListOf(string path) =>
        path.LastIndexOf(':') is > 0 and var end && path.AsSpan(end + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? path[..end] : path;

    private static bool SaysTheSame(string expected, string text) =>
        expected.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase)
        || (double.TryParse(expected, System.Globalization.CultureInfo.InvariantCulture, out double number)
            && double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out double other) && number.Equals(other));
}
