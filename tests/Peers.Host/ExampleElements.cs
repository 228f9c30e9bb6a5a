namespace PacketFlow.Peers;

/// <summary>What the published client's own example submits to: an element that takes the place of the one that is built in.</summary>
public static class ExampleElements
{
    [Element("df", "transform", Idempotent = true)]
    public static string Transform(string text) => text.ToUpperInvariant();

    /// <summary>Is never done.</summary>
    [Element("df", "hang")]
    public static async Task Hang(CancellationToken cancellationToken)
    {
        Console.WriteLine("hanging");
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
