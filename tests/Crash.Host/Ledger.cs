using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Crash;

/// <summary>What happened, line by line, in a file that outlives the process; it can end the process after so many lines.</summary>
public sealed class Ledger(IConfiguration configuration) : IDisposable
{
    // The system appends: several hosts may write, and .NET's own appending would overwrite what came meanwhile.
    private const int WriteCreateAppend = 0x1 | 0x40 | 0x400;
    private const int OwnersFile = 0b110_100_100;

    private readonly Lock _lock = new();
    private readonly SafeFileHandle _file = Open(configuration["ledger"]!, WriteCreateAppend, OwnersFile);
    private int _left = int.Parse(configuration["kill-after"] ?? "2147483647", CultureInfo.InvariantCulture);

    public void Write(string line)
    {
        lock (_lock)
        {
            RandomAccess.Write(_file, Encoding.UTF8.GetBytes(line + "\n"), fileOffset: 0);
            if (--_left == 0)
            {
                Die();
            }
        }
    }

    /// <summary>Ends the process as kill -9 does, with a last line.</summary>
    public void Die(string line)
    {
        lock (_lock)
        {
            Write(line);
            Die();
        }
    }

    /// <summary>What was written so far, by the processes before too.</summary>
    public IEnumerable<string> Lines() => File.ReadLines(configuration["ledger"]!);

    public void Dispose() => _file.Dispose();

    private static void Die()
    {
        Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern SafeFileHandle Open(string path, int flags, int mode);
}
