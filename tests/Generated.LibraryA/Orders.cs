namespace Generated.LibraryA;

internal sealed class Orders(TimeProvider time, string currency = "EUR")
{
    [Element("cf", "place_order", TimeoutSeconds = 12, Aliases = ["order"])]
    public Order Place(Order order) => order with { Items = [.. order.Items, currency] };

    [Element("cf", "find_order")]
    public static Task<Order?> FindAsync(int id, CancellationToken cancellationToken) =>
        Task.FromResult(id > 0 && !cancellationToken.IsCancellationRequested ? new Order(id, []) : null);

    [Element("rm", "take_ticket")]
    public Ticket Take(Ticket last) => new(last.Number + (time.GetUtcNow() > DateTimeOffset.UnixEpoch ? 1 : 0));
}
