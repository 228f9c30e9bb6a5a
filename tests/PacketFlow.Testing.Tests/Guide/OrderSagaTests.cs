using Shop.Orders;

namespace Shop.Tests;

public class OrderSagaTests
{
    private static readonly Order Tea = new("order-1", "Ada", [new Line("tea", 2, 4.5m), new Line("cup", 1, 9m)]);

    [Fact]
    public async Task Order_is_charged_waits_for_its_parcel_and_ships()
    {
        await using MoleculeHost host = await StartAsync();
        TestRun<Invoice> run = await host.StartAsync(OrderSaga.Molecule, Tea);
        await run.SignalAsync(nameof(OrderSaga.Packed), "parcel-7");

        Invoice invoice = await run.GetResultAsync();                        // time goes on as the run needs it: two seconds

        invoice.ShouldBe(new Invoice("order-1", 18m, "parcel-7"));
        (await run.GetTraceAsync()).Done.ShouldBe(["Check", "Reserve", "Charge", "Cool", "Packed", "Ship"]);
    }

    [Fact]
    public async Task Lost_parcel_is_undone_in_reverse()
    {
        await using MoleculeHost host = await StartAsync();
        Fake<FlowValue> refund = host.Watch(OrderSaga.Molecule, nameof(OrderSaga.Refund));
        TestRun<Invoice> run = await host.StartAsync(OrderSaga.Molecule, Tea);
        await run.SignalAsync(nameof(OrderSaga.Packed), "lost");

        (await run.GetEndAsync()).Status.ShouldBe(RunStatus.Compensated);

        refund.Calls.Count.ShouldBe(1);
        (await run.GetTraceAsync()).Done.SkipWhile(step => step != "Refund").ShouldBe(["Refund", "Release"]);
    }

    [Fact]
    public async Task Card_that_is_refused_twice_is_charged_at_the_third_try()
    {
        await using MoleculeHost host = await StartAsync();
        Fake<(Order, string[])> charge = host.Replace(OrderSaga.Molecule, nameof(OrderSaga.Charge), (Order order, string[] reserved) => 18m);
        charge.FailNext(new ElementException("BANK1", ErrorCategory.Retryable, "Busy."), times: 2);
        TestRun<Invoice> run = await host.StartAsync(OrderSaga.Molecule, Tea);
        await run.SignalAsync(nameof(OrderSaga.Packed), "parcel-7");

        await run.GetResultAsync();

        charge.Calls.Select(call => call.Attempt).ShouldBe([1, 2, 3]);
        charge.Calls.Select(call => call.IdempotencyKey).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Crash_while_the_card_is_charged_loses_nothing()
    {
        await using MoleculeHost host = await StartAsync();
        var never = new TaskCompletionSource<decimal>();
        Fake<(Order, string[])> hangs = host.Replace(OrderSaga.Molecule, nameof(OrderSaga.Charge), (Order order, string[] reserved) => never.Task);
        Fake<FlowValue> reserve = host.Watch(OrderSaga.Molecule, nameof(OrderSaga.Reserve));
        TestRun<Invoice> run = await host.StartAsync(OrderSaga.Molecule, Tea);
        await hangs.WhenCalledAsync(cancellationToken: TestContext.Current.CancellationToken);

        Fake<FlowValue> charge = host.Watch(OrderSaga.Molecule, nameof(OrderSaga.Charge));
        await host.CrashAndRestartAsync();
        await run.SignalAsync(nameof(OrderSaga.Packed), "parcel-7");

        (await run.GetResultAsync()).Total.ShouldBe(18m);
        reserve.Calls.Count.ShouldBe(2);                                     // a line each, and none again
        charge.Calls.Single().IdempotencyKey.ShouldBe(hangs.Calls.Single().IdempotencyKey);
    }

    [Fact]
    public async Task Parcel_that_nobody_packs_within_a_day_is_refunded()
    {
        await using MoleculeHost host = await StartAsync();
        TestRun<Invoice> run = await host.StartAsync(OrderSaga.Molecule, Tea);
        await host.AdvanceAsync(TimeSpan.FromHours(23));
        (await run.GetInfoAsync()).Status.ShouldBe(RunStatus.Waiting);

        await host.AdvanceAsync(TimeSpan.FromHours(2));

        (await run.GetInfoAsync()).Status.ShouldBe(RunStatus.Compensated);
    }

    private static Task<MoleculeHost> StartAsync() =>
        MoleculeHost.StartAsync(flow => flow.AddElements(), cancellationToken: TestContext.Current.CancellationToken);
}
