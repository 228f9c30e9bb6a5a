using Shop.Onboarding;
using Shop.Orders;
using Shop.Pipelines;

namespace Shop;

/// <summary>Runs each molecule once, under an id of its own, and ends the process. Kill it and start it again: it goes on where it was.</summary>
public sealed class Shopkeeper(IPacketFlowClient client, IConfiguration configuration, IHostApplicationLifetime lifetime, ILogger<Shopkeeper> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAllAsync(configuration["order"] ?? "order-1", configuration["parcel"] ?? "parcel-7", stoppingToken);
        }
        finally
        {
            lifetime.StopApplication();
        }
    }

    private async Task RunAllAsync(string id, string parcel, CancellationToken cancellationToken)
    {
        log.LogInformation("Welcomed: {Text}", await client.RunAsync(UserOnboarding.Molecule, new User("Ada", "ada@example.org"), cancellationToken));
        log.LogInformation("Computed: {Text}", await client.RunAsync(ProcessingPipeline.Molecule, new Measurements([1, 2, 6]), cancellationToken));

        var order = new Order(id, "Ada", [new Line("tea", 2, 4.5m), new Line("cup", 1, 9m)]);
        RunHandle<Invoice> run = await client.StartAsync(OrderSaga.Molecule, order, id, cancellationToken);

        // The warehouse may be early: a signal waits for the step that waits for it. Without a parcel somebody else has to send it.
        if (parcel != "none" && !(await run.GetInfoAsync(cancellationToken)).IsOver)
        {
            await run.SignalAsync("Packed", parcel, cancellationToken);
        }

        await foreach (RunEvent one in run.TraceAsync(cancellationToken))
        {
            log.LogInformation("{Kind} {Step} {Attempt}", one.Kind, one.Step, one.Attempt);
        }

        try
        {
            log.LogInformation("Shipped: {Invoice}", await run.GetResultAsync(cancellationToken));
        }
        catch (PacketFlowException failure)
        {
            log.LogError("Not shipped: {Code} {Message}", failure.Code, failure.Message);
        }
    }
}
