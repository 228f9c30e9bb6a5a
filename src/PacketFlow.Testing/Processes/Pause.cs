namespace PacketFlow.Testing.Processes;

/// <summary>How one waits for work on the thread pool, which goes on in real time: briefly at first.</summary>
internal static class Pause
{
    private const int Yields = 50;

    public static Task AfterAsync(int looks) => looks < Yields
        ? Task.Run(static () => { })
        : Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
}
