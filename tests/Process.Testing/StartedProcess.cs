using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PacketFlow.Testing;

/// <summary>A program that runs beside the test. What it prints is there as it comes; whoever waits for what does not come is shown all of it.</summary>
internal sealed class StartedProcess : IAsyncDisposable
{
    /// <summary>What a service manager sends first.</summary>
    public const int SigTerm = 15;

    // Far beyond what anything here takes: it only keeps a hanging program from hanging the tests.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly Process _process;
    private readonly string _command;
    private readonly Task _end;
    private TaskCompletionSource _next = NewSignal();

    private StartedProcess(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _command = $"{start.FileName} {string.Join(' ', start.ArgumentList)}";
        _process = Process.Start(start)!;
        _end = EndAsync();
    }

    /// <summary>Its number, as the system knows it.</summary>
    public int Id => _process.Id;

    /// <summary>All that it has printed.</summary>
    public string Output
    {
        get
        {
            lock (_gate)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    /// <summary>Starts a program in a folder, with variables beside those of this process.</summary>
    public static StartedProcess Start(
        string folder, IEnumerable<KeyValuePair<string, string>> environment, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return new StartedProcess(start);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message has what it printed.</exception>
    public static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        await using StartedProcess process = Start(folder, [], program, arguments);
        int exitCode = await process.ExitAsync().ConfigureAwait(false);
        return exitCode == 0 ? process.Output : throw process.Failure($"ended with {exitCode}");
    }

    /// <summary>The first line that contains a text, printed already or to come.</summary>
    /// <param name="text">The text.</param>
    /// <param name="after">How many such lines are passed over.</param>
    public async Task<string> LineAsync(string text, int after = 0)
    {
        Task<string> found = FoundAsync(text, after);
        await PatientlyAsync(found, $"'{text}'").ConfigureAwait(false);
        return await found.ConfigureAwait(false);
    }

    /// <summary>Waits until it ends by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitAsync()
    {
        await PatientlyAsync(_end, "its end").ConfigureAwait(false);
        return _process.ExitCode;
    }

    /// <summary>Asks it to stop, as a service manager does, and waits until it has.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> StopAsync()
    {
        Signal(SigTerm);
        return ExitAsync();
    }

    /// <summary>Sends it a signal, and waits for nothing.</summary>
    public void Signal(int signal) => _ = SendSignal(_process.Id, signal);

    /// <summary>Ends it where it stands.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _end.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_end.IsCompleted)
        {
            await KillAsync().ConfigureAwait(false);
        }

        _process.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [DllImport("libc", EntryPoint = "kill"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);

    private Task EndAsync() => Task.WhenAll(ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError), _process.WaitForExitAsync());

    private async Task ReadAsync(StreamReader printed)
    {
        while (await printed.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            lock (_gate)
            {
                _lines.Add(line);
                _next.SetResult();
                _next = NewSignal();
            }
        }
    }

    private async Task<string> FoundAsync(string text, int after)
    {
        while (true)
        {
            // Asked first: nothing is printed after it.
            bool hasEnded = _end.IsCompleted;
            Task next;
            lock (_gate)
            {
                if (_lines.Where(line => line.Contains(text, StringComparison.Ordinal)).Skip(after).FirstOrDefault() is { } found)
                {
                    return found;
                }

                next = _next.Task;
            }

            if (hasEnded)
            {
                throw Failure($"ended without '{text}'");
            }

            await Task.WhenAny(next, _end).ConfigureAwait(false);
        }
    }

    private async Task PatientlyAsync(Task task, string what)
    {
        try
        {
            await task.WaitAsync(Patience).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw Failure($"did not come to {what} within {Patience.TotalSeconds} s");
        }
    }

    private InvalidOperationException Failure(string how) => new($"{_command}: {how}. It printed:\n{Output}");
}
