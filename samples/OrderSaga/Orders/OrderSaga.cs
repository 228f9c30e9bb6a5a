namespace Shop.Orders;

/// <summary>
/// An order: its lines are reserved side by side and the customer's card is charged; then it waits for the warehouse and ships. When something
/// fails, what was done is undone in reverse. The process may be killed at any moment: the next start goes on.
/// </summary>
[Molecule("order-saga")]
[IonicBond(nameof(Check), nameof(Reserve), ForEach = true, Parallelism = 4)]
[IonicBond(nameof(Reserve), nameof(Charge))]
[IonicBond(nameof(Charge), nameof(Cool), Reason = "a customer may think again")]
[IonicBond(nameof(Cool), nameof(Packed), Reason = "nobody packs before")]
[IonicBond(nameof(Packed), nameof(Ship))]
[IonicBond(nameof(Charge), nameof(Ship))]
public sealed partial class OrderSaga(ILogger<OrderSaga> log)
{
    [Element("df", "validate")]
    public IReadOnlyList<Line> Check(Order order) => order.Lines.Count > 0
        ? order.Lines
        : throw new ElementException("SHOP1", ErrorCategory.Fatal, "An order needs a line.");

    [Element("rm", "reserve", Idempotent = true)]
    public string Reserve(Line line)
    {
        log.LogInformation("Reserved {Count} x {Article}", line.Count, line.Article);
        return $"{line.Count} x {line.Article}";
    }

    [Element("cf", "charge", Idempotent = true)]
    public decimal Charge(Order order, string[] reserved, AtomContext context)
    {
        decimal total = order.Lines.Sum(static line => line.Count * line.Price);
        log.LogInformation("Charged {Total} for {Lines} lines under the key {Key}", total, reserved.Length, context.IdempotencyKey);
        return total;
    }

    [Delay(2)]
    public partial Task Cool();

    [Element("ed", "signal", TimeoutSeconds = 86_400)]
    public partial Task<string> Packed();

    [Element("ed", "ship")]
    public Invoice Ship(Order order, string parcel, decimal total) => parcel != "lost"
        ? new Invoice(order.Id, total, parcel)
        : throw new ElementException("SHOP2", ErrorCategory.Fatal, "The parcel was lost.");

    [Compensates(nameof(Reserve))]
    [Element("rm", "release", Idempotent = true)]
    public void Release(Line line) => log.LogInformation("Released {Count} x {Article}", line.Count, line.Article);

    [Compensates(nameof(Charge))]
    [Element("cf", "refund", Idempotent = true)]
    public void Refund(Order order, decimal? total) => log.LogInformation("Refunded {Total} to {Customer}", total, order.Customer);
}
