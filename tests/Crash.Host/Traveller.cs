using System.Globalization;

namespace Crash;

/// <summary>
/// Looks after every start whether what was accepted before is known, asks for the same trips, or only waits for those that were accepted,
/// notes how they ended, and ends the process.
/// </summary>
public sealed class Traveller(IPacketFlowClient client, Ledger ledger, IConfiguration configuration, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        ILookup<string, string> before = ledger.Lines().Select(static line => line.Split(' ')).Where(static words => words.Length > 1).ToLookup(
            static words => words[0], static words => words[1], StringComparer.Ordinal);
        await Task.WhenAll(before["accepted"].Except(before["deleting"]).Select(run => LookAsync(run, stoppingToken)));
        await Task.WhenAll(Trips(before["accepted"], stoppingToken).Concat(Errands(before["deleting"], before["deleted"], stoppingToken)));
        ledger.Write("finished");
        lifetime.StopApplication();
    }

    private IEnumerable<Task> Trips(IEnumerable<string> accepted, CancellationToken cancellationToken)
    {
        IEnumerable<int> trips = Numbers("trips");
        return configuration["only-waits"] is null
            ? trips.Select(number => TravelAsync(number, cancellationToken))
            : trips.Select(Trip.RunOf).Intersect(accepted).Select(run => ArriveAsync(client.GetRun(Trip.Molecule, run), cancellationToken));
    }

    private IEnumerable<Task> Errands(IEnumerable<string> begun, IEnumerable<string> gone, CancellationToken cancellationToken) =>
        Numbers("errands").Select(static number => string.Create(CultureInfo.InvariantCulture, $"errand{number}")).Except(gone)
            .Select(run => RunErrandAsync(run, begun.Contains(run), cancellationToken));

    private async Task LookAsync(string run, CancellationToken cancellationToken)
    {
        try
        {
            await PatientlyAsync(() => client.GetRun(run).GetInfoAsync(cancellationToken).AsTask(), cancellationToken);
        }
        catch (PacketFlowException unknown) when (unknown.Code == ErrorCodes.NoHandler)
        {
            ledger.Write($"lost {run}");
        }
    }

    private async Task TravelAsync(int number, CancellationToken cancellationToken)
    {
        RunHandle<string> run = await PatientlyAsync(() => client.StartAsync(Trip.Molecule, number, Trip.RunOf(number), cancellationToken), cancellationToken);
        ledger.Write($"accepted {run.Id}");
        await ArriveAsync(run, cancellationToken);
    }

    private async Task ArriveAsync(RunHandle<string> run, CancellationToken cancellationToken)
    {
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

    // Each has a document of its own, which goes with it.
    private async Task RunErrandAsync(string run, bool isToGo, CancellationToken cancellationToken)
    {
        if (!isToGo)
        {
            FlowValue step = FlowValue.Map(("g", "df"), ("e", "errand"), ("d", FlowValue.Map(("of", run))));
            FlowValue pipeline = FlowValue.Map(("steps", FlowValue.Array(step)), ("input", run), ("durable", true), ("run_id", run));
            await PatientlyAsync(() => client.SubmitAsync("cf", "seq", pipeline, cancellationToken: cancellationToken).AsTask(), cancellationToken);
            ledger.Write($"accepted {run}");
            ledger.Write($"deleting {run}");
        }

        try
        {
            await PatientlyAsync(
                async () =>
                {
                    await client.GetRun(run).DeleteAsync(cancellationToken);
                    return true;
                },
                cancellationToken);
        }
        catch (PacketFlowException unknown) when (unknown.Code == ErrorCodes.NoHandler)
        {
            // A process before, or a try whose answer was lost, deleted it.
        }

        ledger.Write($"deleted {run}");
    }

    private IEnumerable<int> Numbers(string upTo) => Enumerable.Range(1, int.Parse(configuration[upTo] ?? "0", CultureInfo.InvariantCulture));

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
