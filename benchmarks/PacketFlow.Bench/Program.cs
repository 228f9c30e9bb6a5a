using PacketFlow.Bench;

var benchmarks = new Dictionary<string, Func<Table>>
{
    ["codec"] = CodecBenchmark.Run,
    ["compile"] = CompileBenchmark.Run,
    ["dispatch"] = DispatchBenchmark.Run,
};

string? json = null;
var names = new List<string>();
for (int i = 0; i < args.Length; i++)
{
    if (args[i] == "--json" && i + 1 < args.Length)
    {
        json = args[++i];
    }
    else
    {
        names.Add(args[i]);
    }
}

if (names.Count != 1 || !benchmarks.TryGetValue(names[0], out Func<Table>? run))
{
    Console.Error.WriteLine($"usage: ./bench NAME [--json FILE], where NAME is one of: {string.Join(", ", benchmarks.Keys.Order(StringComparer.Ordinal))}");
    return 2;
}

Table table = run();
Console.WriteLine(table);
if (json is not null)
{
    File.WriteAllText(json, table.ToJson());
}

return table.Holds ? 0 : 1;
