using System.Globalization;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.Sqlite;

/// <summary>Keeps a second host away from a journal's file. The lock goes with the process, however that ends.</summary>
internal sealed class HostLock : IDisposable
{
    private const string Nobody = "another host";

    private readonly FileStream _file;

    private HostLock(FileStream file) => _file = file;

    /// <exception cref="JournalException">Another host has the journal.</exception>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public static HostLock Take(string journal)
    {
        try
        {
            var file = new FileStream(journal + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            Sign(journal);
            return new HostLock(file);
        }
        catch (IOException taken) when (IsSharingViolation(taken))
        {
            throw new JournalException(
                $"The journal {journal} is in use by {Owner(journal)}. A SQLite journal has one host: stop that one, give this one another path, or use PostgreSQL, which several hosts can share.",
                taken);
        }
    }

    public void Dispose() => _file.Dispose();

    // Of a full disk and the like the journal itself tells.
    private static void Sign(string journal)
    {
        try
        {
            File.WriteAllText(journal + ".owner", string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The lock holds without a name.
        }
    }

    private static string Owner(string journal)
    {
        try
        {
            return File.ReadAllText(journal + ".owner") is { Length: > 0 } owner ? owner : Nobody;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Nobody;
        }
    }

    // ERROR_SHARING_VIOLATION, and EWOULDBLOCK of Linux and of macOS.
    private static bool IsSharingViolation(IOException failure) => (failure.HResult & 0xFFFF) is 32 or 11 or 35;
}
