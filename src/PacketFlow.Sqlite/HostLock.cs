using System.Globalization;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.Sqlite;

/// <summary>Keeps a second host away from a journal's file. The lock goes with the process, however that ends.</summary>
internal sealed class HostLock : IDisposable
{
    private readonly FileStream _file;

    private HostLock(FileStream file) => _file = file;

    /// <exception cref="JournalException">Another host has the journal.</exception>
    public static HostLock Take(string journal)
    {
        try
        {
            var file = new FileStream(journal + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(journal + ".owner", string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}"));
            return new HostLock(file);
        }
        catch (IOException taken) when (File.Exists(journal + ".lock"))
        {
            throw new JournalException(
                $"The journal {journal} is in use by {Owner(journal)}. A SQLite journal has one host: stop that one, give this one another path, or use PostgreSQL, which several hosts can share.",
                taken);
        }
    }

    public void Dispose() => _file.Dispose();

    private static string Owner(string journal)
    {
        try
        {
            return File.ReadAllText(journal + ".owner");
        }
        catch (IOException)
        {
            return "another host";
        }
    }
}
