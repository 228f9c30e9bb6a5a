namespace Tour.Payloads;

/// <summary>How somebody pays: one of two cases, told apart on the wire by <c>$case</c>.</summary>
[PacketContract]
[Union]
public abstract record Payment(decimal Amount)
{
    public sealed record ByCard(decimal Amount, string CardNumber) : Payment(Amount);

    public sealed record ByInvoice(decimal Amount, string Address) : Payment(Amount);
}

public sealed record Charged(string Reference, decimal Amount);

public sealed record Shipped(string TrackingCode);

/// <summary>Leads to itself: categories in categories.</summary>
[PacketContract]
public sealed record Category(string Name, List<Category> Children);
