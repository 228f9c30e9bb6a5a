namespace PacketFlow.Molecules;

/// <summary>How messages list names.</summary>
internal static class Words
{
    /// <summary><c>'A', 'B' and 'C'</c>.</summary>
    public static string All(IReadOnlyList<string> names) => names switch
    {
        [] => "nothing",
        [var only] => $"'{only}'",
        _ => $"{string.Join(", ", names.Take(names.Count - 1).Select(static name => $"'{name}'"))} and '{names[names.Count - 1]}'",
    };
}
