using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace PacketFlow.Bench;

/// <summary>From the process's start to its first answer, published with ReadyToRun, beside a bare Kestrel application.</summary>
internal static class StartPart
{
    private const int Rounds = 15;
    private const double MillisecondsBeyond = 150;
    private const string Atom =
        """{"version":"1.0","id":"a1","group":"df","element":"transform","data":{"input":["abc","de","f"],"op":"uppercase"},"priority":5}""";

    public static void Run(ReactorTable table)
    {
        string bare = Publish("PacketFlow.Bench.Kestrel"), ours = table.AgainstItself ? bare : Publish("PacketFlow.Bench.Server");
        var bareTimes = new List<double>();
        var ourTimes = new List<double>();
        for (int round = 0; round < Rounds; round++)
        {
            bareTimes.Add(FirstAnswer(bare, static (http, host) => http.GetStringAsync(host).GetAwaiter().GetResult()));
            ourTimes.Add(table.AgainstItself ? FirstAnswer(bare, static (http, host) => http.GetStringAsync(host).GetAwaiter().GetResult()) : FirstAnswer(ours, Submit, "serve", "10"));
        }

        double one = Measure.Median(bareTimes), other = Measure.Median(ourTimes);
        table.Figure("start to first answer, ms (beside it: bare Kestrel)", Table.Number(other, 0), Table.Number(one, 0));
        table.Table.Ratio("start to first answer, ms beyond bare Kestrel's", other - one, MillisecondsBeyond);
    }

    private static double FirstAnswer(string program, Func<HttpClient, Uri, string> ask, params string[] arguments)
    {
        using var http = new HttpClient();
        long start = Stopwatch.GetTimestamp();
        using var process = ChildProcess.Start(program, pinned: false, arguments);
        string ready = process.Read("ready");
        string port = ready[(ready.IndexOf("http=", StringComparison.Ordinal) + "http=".Length)..].Split(' ')[0];
        ask(http, new Uri($"http://127.0.0.1:{port}/"));
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static string Submit(HttpClient http, Uri host)
    {
        using var atom = new StringContent(Atom, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = http.PostAsync(new Uri(host, "atoms"), atom).GetAwaiter().GetResult();
        string result = response.Content.ReadAsStringAsync().GetAwaiter().GetResult();
        return result.Contains("\"ABC\"", StringComparison.Ordinal) ? result : throw new InvalidDataException($"The reactor answered: {result}");
    }

    private static string Publish(string name)
    {
        string output = Path.Combine(Programs.Project(name), "obj", "published");
        using Process publish = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                "publish", Programs.Project(name), "-c", "Release", "-r", "linux-x64", "--self-contained", "false", "-p:PublishReadyToRun=true",
                "-o", output, "--nologo", "-v", "quiet", "-clp:ErrorsOnly",
            ]))!;
        publish.WaitForExit();
        return publish.ExitCode == 0
            ? Path.Combine(output, name + ".dll")
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{name} could not be published: dotnet publish ended with {publish.ExitCode}."));
    }
}
