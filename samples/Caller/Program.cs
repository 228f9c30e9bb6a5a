await using PacketFlowClient client = await PacketFlowClient.ConnectAsync(args is [var address] ? address : "tcp://127.0.0.1:8444");

Console.WriteLine(await client.SubmitAsync(Elements.Df.Uppercase, "hello"));
Console.WriteLine(await client.SubmitAsync(Elements.Df.ProcessData, new Numbers([1, 2, 3])));

public sealed record Numbers(int[] Items);

public static partial class QuickStart
{
    [Element("df", "uppercase", Idempotent = true)]
    public static partial string Uppercase(string text);

    [Element("df", "process_data", Idempotent = true)]
    public static partial long ProcessData(Numbers numbers);
}
