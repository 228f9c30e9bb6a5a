namespace PacketFlow.PostgreSql;

/// <summary>Waits for what another process or thread brings about, and of which nothing tells.</summary>
internal static class Trials
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<bool> UntilAsync(Func<Task<bool>> holds)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(Patience);
            await Task.Yield();
        }

        return true;
    }
}
