using System.Globalization;

namespace PacketFlow.Bench;

/// <summary>
/// The load generator, a process of its own that is told on its standard input what to do next, so that it is warm when it counts:
/// <c>run WIRE PORT CONNECTIONS IN_FLIGHT MILLISECONDS ELEMENTS</c>, <c>hold WIRE PORT CONNECTIONS</c> and <c>release</c>.
/// </summary>
internal static class LoadProgram
{
    // Asked in turn where there are many elements, so that neither the branch predictor nor a cache line serves one name alone.
    private const int Asked = 8;

    private static readonly List<LoadConnection> Held = [];

    public static int Run()
    {
        Console.WriteLine("ready");
        while (Console.ReadLine() is { } line)
        {
            try
            {
                Console.WriteLine(Do(line.Split(' ')));
            }
            catch (Exception failure)
            {
                Console.WriteLine($"failed {failure.GetType().Name}: {failure.Message.ReplaceLineEndings(" ")}");
            }
        }

        return 0;
    }

    private static string Do(string[] words) => words switch
    {
        ["run", var wire, var port, var connections, var inFlight, var milliseconds, var elements] =>
            Load(wire, Int(port), Int(connections), Int(inFlight), TimeSpan.FromMilliseconds(Int(milliseconds)), Int(elements)),
        ["hold", var wire, var port, var connections] => Hold(wire, Int(port), Int(connections)),
        ["release"] => Release(),
        _ => throw new ArgumentException("No such command."),
    };

    private static string Load(string name, int port, int count, int inFlight, TimeSpan time, int elements)
    {
        var wire = Wire.Named(name);
        LoadConnection[] connections = [.. Enumerable.Range(0, count).Select(i => new LoadConnection(wire, port, i, inFlight, slot => Element(slot, elements)))];
        try
        {
            LoadThread[] loads = [.. connections.Chunk((count + Threads(count) - 1) / Threads(count)).Select(group => new LoadThread(group, time, inFlight == 1))];
            Thread[] threads = [.. loads.Select(static load => new Thread(load.Run))];
            Array.ForEach(threads, static thread => thread.Start());
            Array.ForEach(threads, static thread => thread.Join());
            if (Array.Find(loads, static load => load.Failure is not null) is { } failed)
            {
                throw failed.Failure!;
            }

            double[] latencies = [.. loads.SelectMany(static load => load.Microseconds).Order()];
            double mean = latencies.Length == 0 ? 0 : latencies.Average();
            double late = latencies.Length == 0 ? 0 : latencies[latencies.Length * 99 / 100];
            return string.Create(
                CultureInfo.InvariantCulture,
                $"ok {loads.Sum(static load => load.Rate) * wire.AtomsPerRequest:F0} {mean:F2} {late:F2} {loads.Sum(static load => load.Replies) * wire.AtomsPerRequest} {connections[0].ReplyLength}");
        }
        finally
        {
            Array.ForEach(connections, static connection => connection.Dispose());
        }
    }

    private static string Hold(string name, int port, int count)
    {
        var wire = Wire.Named(name);
        for (int i = 0; i < count; i++)
        {
            var connection = new LoadConnection(wire, port, i, 1, static _ => "transform");
            Held.Add(connection);

            // Each has been used once: what a server makes at the first atom is there.
            connection.Start();
            while (connection.InFlight > 0)
            {
                connection.Turn(again: false);
            }
        }

        return "ok";
    }

    private static string Release()
    {
        Held.ForEach(static connection => connection.Dispose());
        Held.Clear();
        return "ok";
    }

    private static int Threads(int connections) => connections == 1 ? 1 : 2;

    private static string Element(int slot, int elements) =>
        elements == 1 ? "transform" : string.Create(CultureInfo.InvariantCulture, $"work_{slot % Asked * (elements - 2) / (Asked - 1)}");

    private static int Int(string word) => int.Parse(word, CultureInfo.InvariantCulture);
}
