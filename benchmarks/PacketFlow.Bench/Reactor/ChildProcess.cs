using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace PacketFlow.Bench;

/// <summary>A program of the benchmark's that is told what to do on its standard input and ends with it.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    // Read as it comes: a program that logs into a full pipe stands still.
    private readonly BlockingCollection<string> _lines = [];

    private ChildProcess(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, output) =>
        {
            if (output.Data is { } line)
            {
                _lines.Add(line);
            }
            else
            {
                _lines.CompleteAdding();
            }
        };
        _process.BeginOutputReadLine();
    }

    /// <summary>What it has used of the processors.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The memory that it has, in KiB.</summary>
    public long ResidentKibibytes
    {
        get
        {
            string line = File.ReadLines($"/proc/{_process.Id.ToString(CultureInfo.InvariantCulture)}/status").First(static line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return long.Parse(line.AsSpan()["VmRSS:".Length..^"kB".Length], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Starts a .NET program, on the first core alone if pinned.</summary>
    public static ChildProcess Start(string assembly, bool pinned, params string[] arguments) =>
        new(pinned ? new ProcessStartInfo("taskset", ["-c", "0", "dotnet", assembly, .. arguments]) : new ProcessStartInfo("dotnet", [assembly, .. arguments]));

    /// <summary>The next line that starts with a word; what the program logs besides is passed over.</summary>
    public string Read(string word)
    {
        foreach (string line in _lines.GetConsumingEnumerable())
        {
            if (line.StartsWith("failed", StringComparison.Ordinal))
            {
                throw new InvalidOperationException(line);
            }

            if (line.StartsWith(word, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"A program of the benchmark's ended before it said '{word}'.");
    }

    public string Ask(string command)
    {
        _process.StandardInput.WriteLine(command);
        return Read("ok");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _lines.Dispose();
    }
}
