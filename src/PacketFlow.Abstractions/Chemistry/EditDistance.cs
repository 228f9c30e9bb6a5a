namespace PacketFlow.Chemistry;

/// <summary>
/// How many edits turn one name into another: an insertion, a deletion, a substitution or a swap of neighbours is one
/// (Damerau-Levenshtein, where no part is edited twice).
/// </summary>
internal static class EditDistance
{
    /// <summary>Beyond this many edits a name is no longer a misspelling but another name.</summary>
    public const int Misspelling = 2;

    /// <summary>The candidate closest to a name, the first of equals; null when all are more than a misspelling away.</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        string? nearest = null;
        var least = Misspelling + 1;
        foreach (var candidate in candidates)
        {
            // A distance is never below the difference in length: long input costs nothing.
            if (Math.Abs(candidate.Length - name.Length) < least && Between(name, candidate) is var distance && distance < least)
            {
                (nearest, least) = (candidate, distance);
            }
        }

        return nearest;
    }

    /// <summary>The number of edits between two names.</summary>
    public static int Between(string a, string b)
    {
        var (beforePrevious, previous, current) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(substitution, 1 + Math.Min(previous[j], current[j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    current[j] = Math.Min(current[j], beforePrevious[j - 2] + 1);
                }
            }

            (beforePrevious, previous, current) = (previous, current, beforePrevious);
        }

        return previous[b.Length];
    }
}
