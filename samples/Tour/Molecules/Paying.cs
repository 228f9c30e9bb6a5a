using Tour.Payloads;

namespace Tour.Molecules;

/// <summary>Charges, with its undo and a substitute.</summary>
[Molecule("paying")]
[IonicBond(nameof(Sum), nameof(Charge))]
public sealed partial class Paying
{
    [Element("df", "aggregate")]
    public decimal Sum(IReadOnlyList<OrderLine> lines) => lines.Sum(static line => line.Quantity * line.Price);

    [Element("rm", "charge", AtMostOnce = true)]
    public Charged Charge(decimal amount) => new("card", amount);

    [Substitutes(nameof(Charge))]
    [Element("rm", "invoice")]
    public Charged Invoice(decimal amount) => new("invoice", amount);

    [Compensates(nameof(Charge))]
    [Element("rm", "refund")]
    public void Refund(decimal amount, Charged? charged)
    {
    }
}
