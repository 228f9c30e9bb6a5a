using System.Globalization;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.Sqlite;

/// <summary>Keeps a second host away from a journal's file. The lock goes with the process, however that ends.</summary>
internal sealed class HostLock : IDisposable
{
    private const string Nobody = "another host";

    private readonly FileStream _file;

    private HostLock(FileStream file) => _file = file;

    /// <param name="journal">The path that the user gave.</param>
    /// <param name="path">Where the file is: a lock beside each of several links to it would keep nobody away.</param>
    /// <exception cref="JournalException">Another host has the journal.</exception>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public static HostLock Take(string journal, string path)
    {
        try
        {
            var file = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            Sign(path);
            return new HostLock(file);
        }
        catch (IOException taken) when (IsSharingViolation(taken))
        {
            throw new JournalException(
                $"The journal {journal} is in use by {Owner(path)}. A SQLite journal has one host: stop that one, give this one another path, or use PostgreSQL, which several hosts can share.",
                taken);
        }
    }

    public void Dispose() => _file.Dispose();

    // Of a full disk and the like the journal itself tells.
    private static void Sign(string path)
    {
        try
        {
            File.WriteAllText(path + ".owner", string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The lock holds without a name.
        }
    }

    private static string Owner(string path)
    {
        try
        {
            return File.ReadAllText(path + ".owner") is { Length: > 0 } owner ? owner : Nobody;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Nobody;
        }
    }

    // ERROR_SHARING_VIOLATION, and EWOULDBLOCK of Linux and of macOS.
    private static bool IsSharingViolation(IOException failure) => (failure.HResult & 0xFFFF) is 32 or 11 or 35;
}
