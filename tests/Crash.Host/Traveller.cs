using System.Globalization;

namespace Crash;

/// <summary>Asks for the same trips after every start, notes which were accepted and how they ended, and ends the process.</summary>
public sealed class Traveller(IPacketFlowClient client, Ledger ledger, IConfiguration configuration, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        int trips = int.Parse(configuration["trips"]!, CultureInfo.InvariantCulture);
        await Task.WhenAll(Enumerable.Range(1, trips).Select(number => TravelAsync(number, stoppingToken)));
        ledger.Write("finished");
        lifetime.StopApplication();
    }

    private async Task TravelAsync(int number, CancellationToken cancellationToken)
    {
        RunHandle<string> run = await client.StartAsync(Trip.Molecule, number, $"trip{number}", cancellationToken);
        ledger.Write($"accepted {run.Id}");
        string end;
        try
        {
            end = await run.GetResultAsync(cancellationToken);
        }
        catch (PacketFlowException failure)
        {
            end = failure.Code;
        }

        ledger.Write($"over {run.Id} {end} {(await run.GetInfoAsync(cancellationToken)).Status}");
    }
}
