namespace PacketFlow.Molecules;

/// <summary>
/// Whose steps were under way in processes that died, once too often for chance: one at a time goes on, so that the next death names its
/// cause and nobody beside it.
/// </summary>
internal sealed class Trials(TimeProvider time, CancellationToken stopping)
{
    // A step that lives this long keeps the others no longer; it is as much alone as can be had.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Queue<ActiveRun> _suspects = new();
    private bool _isBusy;

    /// <summary>Lets a run that is held go on when its turn comes.</summary>
    /// <returns>Done when it and those who came after it had theirs.</returns>
    public Task AddAsync(ActiveRun suspect)
    {
        lock (_lock)
        {
            _suspects.Enqueue(suspect);
            if (_isBusy)
            {
                return Task.CompletedTask;
            }

            _isBusy = true;
        }

        return HoldAsync();
    }

    private async Task HoldAsync()
    {
        while (Next() is { } suspect)
        {
            // The time runs before the suspect does.
            using var longest = new CancellationTokenSource(Longest, time);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(longest.Token, stopping);
            try
            {
                await suspect.ReleaseAsync().WaitAsync(over.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
            {
                // It works on beside the next.
                suspect.Acquit();
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private ActiveRun? Next()
    {
        lock (_lock)
        {
            _isBusy = _suspects.TryDequeue(out ActiveRun? suspect);
            return suspect;
        }
    }
}
