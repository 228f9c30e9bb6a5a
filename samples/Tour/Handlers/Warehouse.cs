using Tour.Payloads;

namespace Tour.Handlers;

/// <summary>Elements that another process handles: declared here, so that they can be named and bonded with their types.</summary>
public static partial class Warehouse
{
    [Element("rm", "reserve_stock")]
    public static partial Task<int> ReserveAsync(Order order);
}
