namespace PacketFlow.Sqlite;

/// <summary>Where a path leads once every link in it was followed.</summary>
internal static class FinalPath
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    /// <param name="path">A full path. What it names need not be there yet.</param>
    /// <exception cref="IOException">Its links lead to each other.</exception>
    public static string Of(string path) => Of(path, MostLinks);

    private static string Of(string path, int links)
    {
        if (Path.GetDirectoryName(path) is not { } folder)
        {
            return path;
        }

        string place = Path.Combine(Of(folder, links), Path.GetFileName(path));
        var file = new FileInfo(place);
        if (file.LinkTarget is null)
        {
            return place;
        }

        return links > 0 ? Of(file.ResolveLinkTarget(returnFinalTarget: true)!.FullName, links - 1) : throw new IOException($"Too many links on the way to '{path}'");
    }
}
