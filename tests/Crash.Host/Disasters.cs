using System.Runtime.CompilerServices;

namespace Crash;

/// <summary>Handlers that end their process, or nearly, and one that suffers from it.</summary>
public static class Disasters
{
    private const int Megabyte = 1024 * 1024;

    [Element("df", "overflow")]
    public static int Overflow(int depth) => Deeper(depth);

    /// <summary>As much as there is, and a little more.</summary>
    [Element("df", "hoard")]
    public static int Hoard(int size)
    {
        var hoard = new List<byte[]>();
        while (true)
        {
            hoard.Add(new byte[size * Megabyte]);
        }
    }

    [Element("df", "echo")]
    public static int Echo(int number) => number;

    [Element("df", "hang")]
    public static async Task Hang(CancellationToken cancellationToken)
    {
        Console.WriteLine("hanging");
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Deeper(int depth) => depth < 0 ? depth : Deeper(depth + 1) + 1;
}
