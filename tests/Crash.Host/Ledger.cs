using System.Diagnostics;

namespace Crash;

/// <summary>What happened, line by line, in a file that outlives the process; it can end the process after so many lines.</summary>
public sealed class Ledger(IConfiguration configuration) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FileStream _file = new(configuration["ledger"]!, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
    private int _left = int.Parse(configuration["kill-after"] ?? "2147483647", System.Globalization.CultureInfo.InvariantCulture);

    public void Write(string line)
    {
        lock (_lock)
        {
            _file.Write(System.Text.Encoding.UTF8.GetBytes(line + "\n"));
            if (--_left == 0)
            {
                Process.GetCurrentProcess().Kill();
                Thread.Sleep(Timeout.Infinite);
            }
        }
    }

    public void Dispose() => _file.Dispose();
}
