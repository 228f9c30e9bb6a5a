using Microsoft.Extensions.Logging;
using Tour.Payloads;

namespace Tour.Handlers;

/// <summary>Handlers in a class that the host makes with its services, once for the process.</summary>
public sealed partial class PriceElements(ILogger<PriceElements> log)
{
    [Element("df", "price_order", Idempotent = true)]
    public ValueTask<decimal> PriceAsync(Order order, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        decimal sum = order.Lines.Sum(static line => line.Quantity * line.Price);
        Priced(order.Id, sum);
        return ValueTask.FromResult(sum);
    }

    [Element("ed", "notify_customer")]
    public async Task<string> NotifyAsync(Order order, AtomContext context, CancellationToken cancellationToken)
    {
        // An element that uses another one.
        string shouted = await context.Client.SubmitAsync(Elements.Df.Uppercase, order.Customer, cancellationToken);
        return $"{shouted}, your order {order.Id} is on its way.";
    }

    [LoggerMessage(1, LogLevel.Debug, "Order {OrderId} costs {Sum}.")]
    private partial void Priced(string orderId, decimal sum);
}
