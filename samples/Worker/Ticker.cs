namespace Worker;

/// <summary>Submits an atom to this process now and then; others may over TCP, at the address that the log names.</summary>
public sealed class Ticker(IPacketFlowClient client, TimeProvider time, ILogger<Ticker> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5), time);
        for (int number = 1; await timer.WaitForNextTickAsync(stoppingToken); number++)
        {
            int square = await client.SubmitAsync(Elements.Df.Square, number, stoppingToken);
            log.LogInformation("{Number} squared is {Square}", number, square);
        }
    }
}
