namespace PacketFlow.PostgreSql;

/// <summary>Waits for what another process or thread brings about, and of which nothing tells.</summary>
internal static class Trials
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<bool> UntilAsync(Func<Task<bool>> holds)
    {
        long started = TimeProvider.System.GetTimestamp();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!await holds())
        {
            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(Patience);
            await pause.WaitForNextTickAsync();
        }

        return true;
    }
}
