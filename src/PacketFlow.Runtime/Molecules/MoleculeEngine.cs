using System.Collections.Concurrent;
using PacketFlow.CompilerServices;
using PacketFlow.Molecules.Core;
using PacketFlow.Molecules.Dynamic;
using PacketFlow.Molecules.Journals;
using PacketFlow.Observability;

namespace PacketFlow.Molecules;

/// <summary>
/// Runs molecules: the thin asynchronous shell around <see cref="RunMachine"/>. It keeps in memory what is at work or watched; the rest sleeps
/// in the journal until its moment comes.
/// </summary>
internal sealed partial class MoleculeEngine : IAsyncDisposable
{
    // A run whose moment came while its journal did not answer is woken again, in milliseconds.
    private const long RetryAfter = 1000;

    // What was cut off is worth so much, when the grace is over and even to whoever is in a hurry: what the journal is not told counts as a
    // crash. A step that never returns has had its time, and is not waited for again.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private readonly EngineParts _parts;
    private readonly ConcurrentDictionary<string, Lazy<Task<ActiveRun?>>> _active = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();

    // What still goes on when the source is disposed asks it all the same.
    private readonly CancellationToken _stop;
    private readonly ITimer _purge;
    private readonly ITimer _review;
    private readonly Trials _trials;
    private int _followed;
    private int _waiting;
    private volatile TaskCompletionSource? _idle;
    private bool _isStarted;
    private volatile bool _isStopping;

    public MoleculeEngine(EngineParts parts)
    {
        _parts = parts;
        Registry = new MoleculeRegistry(parts.Modules, parts.Reactor);
        _recent = new RecentDocuments(Registry.Described);
        Runner = new StepRunner(parts);
        Wakes = new WakeQueue<string>(parts.Time, () => Now, () => Uptime, WakeRun);
        Deadlines = new WakeQueue<string>(parts.Time, () => Uptime, () => Uptime, (run, _) => WakeRun(run, due: 0));
        Paces = new WakeQueue<RetryBudget>(parts.Time, () => Uptime, () => Uptime, (budget, _) => Serve(budget));
        _stop = _stopping.Token;
        _trials = new Trials(parts.Time, _stop);
        BeginFigures();
        _purge = parts.Time.CreateTimer(
            static state => ((MoleculeEngine)state!).Follow(((MoleculeEngine)state!).PurgeQuietlyAsync()), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _review = parts.Time.CreateTimer(static state => ((MoleculeEngine)state!).Follow(Task.Run(((MoleculeEngine)state!).Review)), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public MoleculeRegistry Registry { get; }

    public StepRunner Runner { get; }

    /// <summary>The moments that stand in the journal: what is waited for comes no later by that clock's being put back, and earlier by its being put forward.</summary>
    public WakeQueue<string> Wakes { get; }

    /// <summary>When the time of tries is over, which no change of that clock makes longer or shorter.</summary>
    public WakeQueue<string> Deadlines { get; }

    /// <summary>When there is room again in a budget that runs stand in line for.</summary>
    public WakeQueue<RetryBudget> Paces { get; }

    public LockTable Locks { get; } = new();

    public MoleculeStatistics Statistics { get; } = new();

    public RunJournal Journal => _parts.Journal;

    /// <summary>Under which this host writes: a journal refuses whoever came before.</summary>
    public long Epoch { get; private set; }

    public long Now => _parts.Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Milliseconds since some moment in the past, for spans of time.</summary>
    public long Uptime => (long)_parts.Time.GetElapsedTime(0).TotalMilliseconds;

    /// <summary>When it next does something without being asked, in milliseconds of Unix time; null if it does not.</summary>
    public long? NextDue => Math.Min(Math.Min(Deadlines.NextWait, Wakes.NextWait), Paces.NextWait) is var wait && wait == long.MaxValue ? null : Now + wait;

    /// <summary>Whether it lets what runs finish and begins nothing new.</summary>
    public bool IsStopping => _isStopping;

    /// <summary>How many runs are in memory.</summary>
    public int ActiveCount => _active.Count;

    /// <summary>How much work goes on by itself, tries that run included.</summary>
    public int Followed => Volatile.Read(ref _followed);

    /// <summary>How much of that only waits for other runs: for the end of one within, or of a trial.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Opens the journal and goes on with what it holds.</summary>
    /// <exception cref="PacketFlowException">The journal cannot be used, or plans were changed under their version.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Epoch = await Journal.OpenAsync(cancellationToken).ConfigureAwait(false);
        foreach (string warning in Journal.Warnings)
        {
            Log.JournalWarning(_parts.Logger, warning);
        }

        await VerifyPlansAsync().ConfigureAwait(false);
        _isStarted = true;
        await RecoverAsync().ConfigureAwait(false);
        _review.Change(FirstReview, BetweenReviews);
        if (Shared is { } shared)
        {
            BeginSharing(shared);
        }

        if (_parts.Options.Retention != Timeout.InfiniteTimeSpan)
        {
            _purge.Change(TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));
        }
    }

    /// <summary>Lets what runs finish for a while, then tells the journal what was cut off. Nothing is lost: the next start goes on.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        _isStopping = true;
        Wakes.Dispose();
        Deadlines.Dispose();
        Paces.Dispose();
        await _purge.DisposeAsync().ConfigureAwait(false);
        await _review.DisposeAsync().ConfigureAwait(false);
        await WaitUntilIdleAsync(_parts.Options.StopGrace, cancellationToken).ConfigureAwait(false);
        foreach (Lazy<Task<ActiveRun?>> active in _active.Values)
        {
            if (active is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true, Result: { } run } })
            {
                run.InterruptTries();
            }
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await WaitUntilIdleAsync(LastWords < _parts.Options.StopGrace ? LastWords : _parts.Options.StopGrace, CancellationToken.None).ConfigureAwait(false);
        if (Epoch > 0 && Shared is { } shared)
        {
            await EndSharingAsync(shared).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        _stopping.Dispose();
    }

    /// <summary>Counts work that goes on by itself, so that a stop can wait for it.</summary>
    public void Follow(Task work)
    {
        if (!work.IsCompletedSuccessfully)
        {
            Enter();
            _ = work.ContinueWith(
                static (done, state) => ((MoleculeEngine)state!).Unfollow(done), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>Work begins, or stands in a queue.</summary>
    public void Enter() => Interlocked.Increment(ref _followed);

    /// <summary>It ended, or is followed from now on.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _followed) == 0)
        {
            _idle?.TrySetResult();
        }
    }

    /// <summary>So many more, or fewer, only wait for other runs.</summary>
    public void CountWaiting(int more) => Interlocked.Add(ref _waiting, more);

    /// <summary>Says what the code of a run's bonds threw.</summary>
    public void Tell(string runId, TellFault fault) => Log.BondFailed(_parts.Logger, new LogText(fault.What), new LogText(runId), fault.Fault);

    /// <summary>Waits before a batch is tried again; false if the host stops.</summary>
    public async Task<bool> WaitForJournalAsync(string runId, Exception failure, int failures)
    {
        JournalFailed(runId, failure);
        try
        {
            await PauseAsync(failures).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private Task PauseAsync(int failures) =>
        Task.Delay(TimeSpan.FromMilliseconds(Math.Min(5000, 100 << Math.Min(failures, 6))), _parts.Time, _stop);

    // Once the host has stopped the journal is closed, or is tried no more: that is no error, and loses nothing.
    private void JournalFailed(string runId, Exception failure)
    {
        if (_stopping.IsCancellationRequested)
        {
            Log.JournalLeft(_parts.Logger, runId, new LogText(failure.Message));
        }
        else
        {
            Log.JournalFailed(_parts.Logger, runId, failure);
        }
    }

    public void Remove(ActiveRun run)
    {
        if (_active.TryGetValue(run.Id, out Lazy<Task<ActiveRun?>>? known)
            && known is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true, Result: var mine } } && mine == run)
        {
            _active.TryRemove(new KeyValuePair<string, Lazy<Task<ActiveRun?>>>(run.Id, known));
        }
    }

    public void PutAway(ActiveRun run)
    {
        if (run.TryPutAway())
        {
            Remove(run);
        }
    }

    private void Unfollow(Task done)
    {
        if (done.Exception is { } fault)
        {
            Log.RunWorkFailed(_parts.Logger, fault);
        }

        Leave();
    }

    private async Task WaitUntilIdleAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        var idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _idle = idle;
        if (Volatile.Read(ref _followed) == 0)
        {
            return;
        }

        try
        {
            await idle.Task.WaitAsync(longest, _parts.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception over) when (over is TimeoutException or OperationCanceledException)
        {
            // What runs on is cut off: that is what the grace is for.
        }
    }

    private void WakeRun(string id, long due) => Follow(WakeAsync(id, due));

    private async Task WakeAsync(string id, long due)
    {
        try
        {
            while (await FindActiveAsync(id).ConfigureAwait(false) is { } run && !run.Wake(due))
            {
            }
        }
        catch (JournalException failure) when (!failure.IsDamage)
        {
            JournalFailed(id, failure);
            Wakes.Add(id, due, RetryAfter);
        }
        catch (PacketFlowException)
        {
            // It was marked and told where it could not be read.
        }
    }
}
