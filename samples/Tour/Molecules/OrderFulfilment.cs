using Tour.Payloads;

namespace Tour.Molecules;

/// <summary>An order from check to parcel: a branch, a fan-out, an undo, a timer, a signal and another molecule as a step.</summary>
[Molecule("order-fulfilment", Version = 2, TimeoutSeconds = 7200)]
[IonicBond(nameof(Check), nameof(Pay), When = nameof(IsCharged))]
[IonicBond(nameof(Check), nameof(Pick), ForEach = true, Parallelism = 4)]
[IonicBond(nameof(Pay), nameof(Ship))]
[IonicBond(nameof(Pick), nameof(Ship))]
[IonicBond(nameof(Ship), nameof(CoolDown), Reason = "a customer may call within the hour")]
[IonicBond(nameof(CoolDown), nameof(Delivered), Reason = "nobody delivers before")]
[IonicBond(nameof(Ship), nameof(Thank))]
[MetallicBond(nameof(Thank), nameof(Count))]
[IonicBond(nameof(Ship), nameof(Count))]
[VanDerWaalsBond(nameof(Pick), nameof(Ship))]
public sealed partial class OrderFulfilment
{
    [Element("df", "validate")]
    public IReadOnlyList<OrderLine> Check(Order order) => order.Lines;

    [Nested(typeof(Paying))]
    public partial Task<Charged> Pay(IReadOnlyList<OrderLine> lines);

    [Element("rm", "allocate", Resource = "stock")]
    public string Pick(OrderLine line) => $"{line.Quantity} x {line.Article}";

    [Element("cf", "ship", Custom = true)]
    public Shipped Ship(Charged? charged, string[] parcels) => new($"{charged?.Reference ?? "free"}-{parcels.Length}");

    [Delay(3600)]
    public partial Task CoolDown();

    [Element("ed", "signal")]
    public partial Task<string?> Delivered();

    [Element("ed", "notify")]
    public string Thank(Shipped shipped) => $"Thank you, {shipped.TrackingCode}.";

    [Element("df", "aggregate")]
    public int Count(Shipped shipped) => shipped.TrackingCode.Length;

    private static bool IsCharged(IReadOnlyList<OrderLine> lines) => lines.Any(static line => line.Price > 0);
}
