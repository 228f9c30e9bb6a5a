using PacketFlow.Molecules;
using PacketFlow.Testing.Processes;

namespace PacketFlow;

/// <summary>How time goes on.</summary>
public sealed partial class MoleculeHost
{
    /// <summary>
    /// Waits until everything has happened that can without time going on. A step whose handler waits for something outside, such as a gate of
    /// the test's, counts as waiting: after opening one, wait for what follows from it.
    /// </summary>
    public Task SettleAsync() => _process.SettleAsync();

    /// <summary>Lets time go on. What is due on the way happens in its order, each with all that follows from it.</summary>
    /// <param name="by">How much.</param>
    public Task AdvanceAsync(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        return AloneAsync(async () =>
        {
            DateTimeOffset end = _clock.Now + by;
            while (NextDue is { } due && due <= end)
            {
                _clock.AdvanceTo(due);
                await SettleAsync().ConfigureAwait(false);
            }

            _clock.AdvanceTo(end);
            await SettleAsync().ConfigureAwait(false);
            return true;
        });
    }

    /// <summary>Brings a run one step nearer to its end: waits for its handlers, or lets time go on to the next timer.</summary>
    /// <returns>False if there is nothing that could bring it on.</returns>
    internal async Task<bool> MoveOnAsync(string runId)
    {
        OpenTries open = _process.OpenTries;
        string root = LockTable.RootOf(runId);
        long before = open.Read().Changes;
        for (int looks = 0; open.Has(root); looks++)
        {
            if (open.Read().Changes != before || open != _process.OpenTries)
            {
                return true;
            }

            await Pause.AfterAsync(looks).ConfigureAwait(false);
        }

        return await AloneAsync(async () =>
        {
            if (_process.OpenTries.Has(root) || (await Client.GetRun(runId).GetInfoAsync().ConfigureAwait(false)).IsOver)
            {
                return true;
            }

            if (NextDue is not { } due)
            {
                return false;
            }

            _clock.AdvanceTo(due);
            return true;
        }).ConfigureAwait(false);
    }

    /// <summary>Does something when all has settled, while nobody else moves time or ends the process.</summary>
    internal async Task<T> AloneAsync<T>(Func<Task<T>> work)
    {
        await _alone.WaitAsync().ConfigureAwait(false);
        try
        {
            await SettleAsync().ConfigureAwait(false);
            return await work().ConfigureAwait(false);
        }
        finally
        {
            _alone.Release();
        }
    }

    // What is due after the last moment that the calendar has never comes.
    private DateTimeOffset? NextDue => _process.Engine.NextDue is { } due && due <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? Later(DateTimeOffset.FromUnixTimeMilliseconds(due), _clock.Now) : null;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
