using System.Diagnostics;

namespace PacketFlow.MessagePack;

/// <summary>Four encoders that others wrote read what we write, and we read what they write; each runs as its own process.</summary>
public class InteropTests
{
    /// <summary>Documents, each of dozens of values on average; what a round takes of memory is bounded by it.</summary>
    private const int ValuesPerRound = 2_000;

    private static readonly string Folder = Path.Combine(Tree.Root, "tests", "interop");

    [Theory, InlineData("@msgpack/msgpack"), InlineData("msgpackr"), InlineData("msgpack5")]
    public async Task Node_encoder_and_we_read_each_other(string encoder) => await ExchangeWithNode(encoder, rounds: 1);

    [Fact]
    public async Task Python_and_we_read_each_other() => await ExchangeWithPython(rounds: 1);

    [Theory, InlineData("@msgpack/msgpack"), InlineData("msgpackr"), InlineData("msgpack5"), Trait("Category", "Long")]
    public async Task Node_encoder_and_we_read_many_values(string encoder) => await ExchangeWithNode(encoder, rounds: 20);

    [Fact, Trait("Category", "Long")]
    public async Task Python_and_we_read_many_values() => await ExchangeWithPython(rounds: 20);

    private static async Task ExchangeWithNode(string encoder, int rounds)
    {
        await NodePackages.RestoreAsync();

        // msgpack5 has no integers beyond 2^53.
        RandomValues values = new(seed: 7, javaScript: true, wideIntegers: encoder != "msgpack5");
        await Exchange(values, rounds, file => Run("node", "check.mjs", encoder, file));
    }

    private static async Task ExchangeWithPython(int rounds)
    {
        RandomValues values = new(seed: 8, javaScript: false, wideIntegers: true);
        await Exchange(values, rounds, file => Run(Python.Program, "check.py", file));
    }

    private static async Task Exchange(RandomValues values, int rounds, Func<string, Task<string>> check)
    {
        for (int round = 0; round < rounds; round++)
        {
            (byte[] Bytes, string Description)[] sent = [.. Enumerable.Range(0, ValuesPerRound).Select(_ => values.Next())];
            string[] received = await Send(sent, check);
            received.Length.ShouldBe(ValuesPerRound);
            foreach ((byte[] bytes, string theirs) in sent.Select(each => each.Bytes).Zip(received))
            {
                FlowValue.Parse(Convert.FromHexString(theirs)).ShouldBe(FlowValue.Parse(bytes));
            }
        }
    }

    private static async Task<string[]> Send((byte[] Bytes, string Description)[] values, Func<string, Task<string>> check)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, values.Select(each => $"[\"{Convert.ToHexString(each.Bytes)}\",{each.Description}]"));
            return (await check(file)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<string> Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await error);
        return output;
    }
}
