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
        RunHandle<string> run = await PatientlyAsync(() => client.StartAsync(Trip.Molecule, number, $"trip{number}", cancellationToken), cancellationToken);
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

        ledger.Write($"over {run.Id} {end} {(await PatientlyAsync(() => run.GetInfoAsync(cancellationToken).AsTask(), cancellationToken)).Status}");
    }

    // A journal on a server may be silent for a while.
    private static async Task<T> PatientlyAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (PacketFlowException failure) when (failure.Code == ErrorCodes.Unavailable)
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }
}
