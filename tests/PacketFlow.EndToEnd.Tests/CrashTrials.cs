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

    private readonly string _folder = Directory.CreateTempSubdirectory("packetflow-crash-").FullName;

    private string Ledger => Path.Combine(_folder, "ledger");

    /// <summary>Starts the host and kills it: at a moment, or by itself after so many lines of the ledger. Null for neither: it ends by itself.</summary>
    /// <param name="trips">How many it asks for.</param>
    /// <param name="killAfter">The moment.</param>
    /// <param name="killAfterLines">The lines.</param>
    /// <param name="disturb">What is done meanwhile, with the process's id; the host may complain then.</param>
    public async Task RunAsync(int trips, TimeSpan? killAfter = null, int? killAfterLines = null, Func<int, Task>? disturb = null)
    {
        string host = Path.Combine(Tree.Root, "tests", "Crash.Host", "bin", Tree.Configuration, "net10.0", "Crash.Host.dll");
        string[] arguments =
        [
            "exec", host, "--PacketFlow:Listen:Tcp", "tcp://127.0.0.1:0", "--PacketFlow:Journal", journal ?? $"sqlite:{Path.Combine(_folder, "runs.db")}",
            "--ledger", Ledger, "--trips", $"{trips}", .. more, .. killAfterLines is { } lines ? ["--kill-after", $"{lines}"] : Array.Empty<string>(),
        ];
        using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardError = true, WorkingDirectory = _folder })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task disturbance = disturb?.Invoke(process.Id) ?? Task.CompletedTask;
        try
        {
            await process.WaitForExitAsync().WaitAsync(killAfter ?? TimeSpan.FromSeconds(60));
        }
        catch (TimeoutException)
        {
            process.Kill();
            await process.WaitForExitAsync();
            killAfter.ShouldNotBeNull($"The host did not end. {await errors}\n{string.Join('\n', Lines().TakeLast(LastLines))}");
        }

        await disturbance;
        if (killAfter is null && killAfterLines is null)
        {
            process.ExitCode.ShouldBe(0, await errors);
        }

        (disturb is null ? await errors : "").ShouldBeEmpty();
    }

    public string[] Lines() => File.Exists(Ledger) ? File.ReadAllLines(Ledger) : [];

    /// <summary>No completed step ran again, no accepted run is lost, and each ended as it must.</summary>
    /// <param name="trips">How many there are.</param>
    /// <param name="mostPoisoned">How many may have been taken for what killed their process: of each that dies at most the one that was under suspicion and alone.</param>
    /// <param name="hasSleepers">Whether a host slept while another took its runs over: a step that it was in the middle of goes on when it wakes up.</param>
    public void Check(int trips, int mostPoisoned = 0, bool hasSleepers = false)
    {
        var later = new HashSet<string>(StringComparer.Ordinal);
        var over = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string[] words in Lines().Select(static line => line.Split(' ')))
        {
            if (words[0] == "start")
            {
                string[] key = words[1].Split('/');
                (hasSleepers ? [] : later).ShouldNotContain($"{key[0]}/{key[1]}", $"{words[1]} was started again although what depends on it had been");
                later.UnionWith(Before(key[1]).Select(step => $"{key[0]}/{step}"));
            }
            else if (words[0] == "over")
            {
                over.TryGetValue(words[1], out string? before);
                (before ?? $"{words[2]} {words[3]}").ShouldBe($"{words[2]} {words[3]}", $"{words[1]} ended twice, and not alike");
                over[words[1]] = $"{words[2]} {words[3]}";
                later.UnionWith(Before("over").Select(step => $"{words[1]}/{step}"));
            }
        }

        over.Count.ShouldBe(trips);
        int poisoned = 0;
        for (int trip = 1; trip <= trips; trip++)
        {
            string expected = trip % 5 == 0 ? "TRIP1 Compensated" : $"{trip}+{trip + 1}+{trip + 2} Completed";
            if (Poisoned.Contains(over[$"trip{trip}"]))
            {
                poisoned++;
            }
            else
            {
                over[$"trip{trip}"].ShouldBe(expected);
            }
        }

        poisoned.ShouldBeLessThanOrEqualTo(mostPoisoned);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // What is done for certain once a step has begun: its result was durable before.
    private static string[] Before(string step) => step switch
    {
        "Book" => ["Choose"],
        "Confirm" => ["Choose", "Book"],
        "Unbook" => ["Choose", "Book", "Confirm"],
        "over" => ["Choose", "Book", "Confirm", "Unbook"],
        _ => [],
    };
}
