using PacketFlow.Bench;

// Programs that a benchmark starts beside itself.
switch (args)
{
    case ["reactor-echo"]:
        return EchoProgram.Run();
    case ["reactor-load"]:
        return LoadProgram.Run();
}

var benchmarks = new Dictionary<string, Func<IReadOnlyList<string>, Table>>
{
    ["codec"] = static _ => CodecBenchmark.Run(),
    ["compile"] = static _ => CompileBenchmark.Run(),
    ["molecules"] = MoleculesBenchmark.Run,
    ["dispatch"] = static _ => DispatchBenchmark.Run(),
    ["reactor"] = ReactorBenchmark.Run,
};

string? json = null;
var words = new List<string>();
for (int i = 0; i < args.Length; i++)
{
    if (args[i] == "--json" && i + 1 < args.Length)
    {
        json = args[++i];
    }
    else
    {
        words.Add(args[i]);
    }
}

if (words.Count == 0 || !benchmarks.TryGetValue(words[0], out Func<IReadOnlyList<string>, Table>? run) || (words.Count > 1 && words[0] is not ("reactor" or "molecules")))
{
    Console.Error.WriteLine($"usage: ./bench NAME [--json FILE], where NAME is one of: {string.Join(", ", benchmarks.Keys.Order(StringComparer.Ordinal))}");
    Console.Error.WriteLine($"       ./bench {ReactorBenchmark.Usage}");
    Console.Error.WriteLine($"       ./bench {MoleculesBenchmark.Usage}");
    return 2;
}

Table table;
try
{
    table = run(words[1..]);
}
catch (ArgumentException unknown)
{
    Console.Error.WriteLine(unknown.Message);
    return 2;
}

Console.WriteLine(table);
if (json is not null)
{
    File.WriteAllText(json, table.ToJson());
}

return table.Holds ? 0 : 1;
