using System.Threading.Tasks;
using Generated.LibraryA;
using PacketFlow;

namespace Generated.LibraryB;

public static class Shipping
{
    // The library's own client for the other library's element, typed by what was generated for this project.
    public static ValueTask<Order> PlaceAsync(IPacketFlowClient client, Order order) => client.SubmitAsync(Elements.Cf.PlaceOrder, order);

    [Element("co", "ship_order")]
    internal static string Ship(Order order) => $"{order.Id}: {string.Join("+", order.Items)}";
}
