namespace PacketFlow.EndToEnd;

/// <summary>The sample with compensation, items, a timer and a signal, as a process.</summary>
public sealed class OrderSagaTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("packetflow-saga-").FullName;

    [Fact]
    public void Order_is_shipped_and_the_small_molecules_run()
    {
        string printed = Run("--order", "o1", "--parcel", "p1");

        printed.ShouldContain("Welcomed: Welcome, ada@example.org.");
        printed.ShouldContain("Computed: 3 values, 3 on average");
        printed.ShouldContain("Shipped: Invoice { Order = o1, Total = 18.0, Parcel = p1 }");
        printed.ShouldNotContain("Refunded");
    }

    [Fact]
    public void Lost_order_is_undone_in_reverse_and_not_done_again_by_the_next_start()
    {
        string first = Run("--order", "o2", "--parcel", "lost"), second = Run("--order", "o2", "--parcel", "lost");

        first.ShouldContain("Not shipped: SHOP2");
        first.IndexOf("Refunded 18.0 to Ada", StringComparison.Ordinal).ShouldBeInRange(1, first.IndexOf("Released 1 x cup", StringComparison.Ordinal));
        first.IndexOf("Released 1 x cup", StringComparison.Ordinal).ShouldBeLessThan(first.IndexOf("Released 2 x tea", StringComparison.Ordinal));
        second.ShouldContain("Not shipped: SHOP2");
        second.ShouldNotContain("Refunded");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Run(params string[] arguments)
    {
        string sample = Path.Combine(Tree.Root, "samples", "OrderSaga", "bin", Tree.Configuration, "net10.0", "OrderSaga.dll");
        (int exitCode, string output) = Dotnet.Run(
            _folder,
            Dotnet.PackageCache,
            ["exec", sample, "--contentRoot", Path.GetDirectoryName(sample)!, "--PacketFlow:Journal", $"sqlite:{Path.Combine(_folder, "orders.db")}", .. arguments]);
        exitCode.ShouldBe(0, output);
        return output;
    }
}
