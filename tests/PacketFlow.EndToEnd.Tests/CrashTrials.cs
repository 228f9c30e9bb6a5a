using System.Diagnostics;

namespace PacketFlow.EndToEnd;

/// <summary>A host over one journal that is started, killed and started again, and the ledger of what its steps really did.</summary>
/// <param name="journal">Where the journal is; null for a file of its own.</param>
/// <param name="more">What the host is told beside that.</param>
internal sealed class CrashTrials(string? journal = null, params string[] more) : IDisposable
{
    /// <summary>How a run ends whose step was under way in three processes that died; then what it had done is undone, as far as that can be.</summary>
    private static readonly string[] Poisoned = ["PF500 Failed", "PF500 Compensated", "PF500 InDoubt"];

    /// <summary>So many tell where a host stands that does not end.</summary>
    private const int LastLines = 20;

    /// <summary>What the system says of a process that was killed.</summary>
    private const int Killed = 137;

    private readonly string _folder = Directory.CreateTempSubdirectory("packetflow-crash-").FullName;

    private string Ledger => Path.Combine(_folder, "ledger");

    /// <summary>Starts the host and kills it, or lets it end by itself if nothing is said of that.</summary>
    /// <param name="trips">How many it asks for.</param>
    /// <param name="kill">How it dies.</param>
    /// <param name="disturb">What is done meanwhile, with the process's id; the host may complain then.</param>
    /// <param name="with">What it is told beside that.</param>
    /// <returns>Whether it was killed: it may end before it comes to that.</returns>
    public async Task<bool> RunAsync(int trips, Kill? kill = null, Func<int, Task>? disturb = null, params string[] with)
    {
        string host = Path.Combine(Tree.Root, "tests", "Crash.Host", "bin", Tree.Configuration, "net10.0", "Crash.Host.dll");
        string[] arguments =
        [
            "exec", host, "--PacketFlow:Listen:Tcp", "tcp://127.0.0.1:0", "--PacketFlow:Journal", journal ?? $"sqlite:{Path.Combine(_folder, "runs.db")}",
            "--ledger", Ledger, "--trips", $"{trips}", .. more, .. with, .. kill?.Arguments ?? [],
        ];
        using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardError = true, WorkingDirectory = _folder })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task disturbance = disturb?.Invoke(process.Id) ?? Task.CompletedTask;
        try
        {
            await process.WaitForExitAsync().WaitAsync(kill?.After ?? TimeSpan.FromSeconds(60));
        }
        catch (TimeoutException)
        {
            process.Kill();
            await process.WaitForExitAsync();
            (kill?.After).ShouldNotBeNull($"The host did not end. {await errors}\n{string.Join('\n', Lines().TakeLast(LastLines))}");
        }

        await disturbance;
        process.ExitCode.ShouldBeOneOf(kill is null ? [0] : [0, Killed], await errors);
        (disturb is null ? await errors : "").ShouldBeEmpty();
        return process.ExitCode == Killed;
    }

    /// <summary>Kills hosts one after the other, each in its way; one that ended before it came to that is tried once more, and its point is met the first time.</summary>
    /// <param name="ways">How they die.</param>
    /// <param name="mostAgain">How many may have to be tried again.</param>
    /// <param name="disturb">What is done with a host that nobody kills.</param>
    /// <returns>How many trips there are.</returns>
    public async Task<int> KillAsync(IReadOnlyCollection<Kill?> ways, int mostAgain, Func<int, Task>? disturb = null)
    {
        var left = new Queue<Kill?>(ways);
        var history = new List<string>();
        int starts = 0;
        while (starts < ways.Count + mostAgain && left.TryDequeue(out Kill? way))
        {
            starts++;

            // Some only wait for what was accepted: a run that was lost is not made anew there. Those that are tried again need work to die at.
            bool isOnlyWaiting = starts % 3 == 0 && starts <= ways.Count;
            string[] with = ["--errands", $"{starts}", .. isOnlyWaiting ? ["--only-waits", "true"] : Array.Empty<string>()];
            bool isMet = await RunAsync(5 * starts, way, way is null ? disturb : null, with) || way is null or { Point: null };
            history.Add($"{starts}: {way}{(isOnlyWaiting ? ", only waiting" : "")}{(isMet ? "" : ", ended before")}");
            if (!isMet)
            {
                // Nothing may be left to recover: one that dies with runs under way comes before it.
                left.Enqueue(new Kill { Point = "append.after", Times = 10 });
                left.Enqueue(way! with { Times = 1 });
            }
        }

        await RunAsync(5 * starts, with: ["--errands", $"{starts}", "--only-waits", "true"]);
        await RunAsync(5 * starts, with: ["--errands", $"{starts}"]);

        // Each point is met; its second time only if those before it left enough undone.
        string[] points = [.. ways.OfType<Kill>().Select(static way => way.Point).OfType<string>()];
        string[] met = [.. Lines().Where(static line => line.StartsWith("killed ", StringComparison.Ordinal)).Select(static line => line["killed ".Length..])];
        points.Except(met).ShouldBeEmpty(string.Join('\n', history));
        met.Length.ShouldBeGreaterThanOrEqualTo(points.Length * 3 / 4);

        return 5 * starts;
    }

    public string[] Lines() => File.Exists(Ledger) ? File.ReadAllLines(Ledger) : [];

    /// <summary>No completed step ran again, all tries of a step had its key, no accepted run is lost, and each ended as it must.</summary>
    /// <param name="trips">How many there are.</param>
    /// <param name="mostPoisoned">How many may have been taken for what killed their process: of each that dies at most the one that was under suspicion and alone.</param>
    /// <param name="hasOthers">Whether several hosts had the runs, of which one may sleep while another takes them over: then a try may begin after a later one.</param>
    public void Check(int trips, int mostPoisoned = 0, bool hasOthers = false)
    {
        var history = new CrashHistory(hasOthers);
        Array.ForEach(Lines(), history.Add);
        history.Accepted.Except(history.Ends.Keys).ShouldBeEmpty("accepted, and not over");
        history.Ends.Count.ShouldBe(trips);
        int poisoned = 0;
        for (int trip = 1; trip <= trips; trip++)
        {
            string expected = trip % 5 == 0 ? "TRIP1 Compensated" : $"{trip}+{trip + 1}+{trip + 2} Completed";
            if (Poisoned.Contains(history.Ends[$"trip{trip}"]))
            {
                poisoned++;
            }
            else
            {
                history.Ends[$"trip{trip}"].ShouldBe(expected);
            }
        }

        poisoned.ShouldBeLessThanOrEqualTo(mostPoisoned);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
