namespace Tour.Handlers;

/// <summary>Handlers without a class to make: static methods.</summary>
public static class TextElements
{
    [Element("df", "uppercase", Idempotent = true, TimeoutSeconds = 5, MaxTimeoutSeconds = 20)]
    public static string Uppercase(string text) => text.ToUpperInvariant();

    [Element("df", "process_data", Aliases = ["sum_doubled"])]
    public static int ProcessData(Numbers numbers) => numbers.Items.Sum(static item => item * 2);

    [Element("cf", "tick", Custom = true)]
    public static void Tick()
    {
    }
}

public sealed record Numbers(int[] Items);
