using System.Globalization;
using PacketFlow.Bench;

// The reactor that is measured: what a user of the package writes, and nothing else.
switch (args)
{
    case ["inprocess"]:
        await InProcess.RunAsync();
        return 0;
    case ["serve", var elements]:
        await Served.RunAsync(int.Parse(elements, CultureInfo.InvariantCulture));
        return 0;
    default:
        Console.Error.WriteLine("usage: PacketFlow.Bench.Server serve ELEMENTS | inprocess");
        return 2;
}
