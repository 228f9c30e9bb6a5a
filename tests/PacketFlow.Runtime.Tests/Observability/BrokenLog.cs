using Microsoft.Extensions.Logging;

namespace PacketFlow.Observability;

/// <summary>A log on a disk that is full. It takes what others than PacketFlow tell.</summary>
internal sealed class BrokenLog : ILoggerProvider, ILogger
{
    private int _asked;

    /// <summary>How many lines it could not write.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith("PacketFlow", StringComparison.Ordinal) ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Interlocked.Increment(ref _asked);
        throw new IOException("No space left on device");
    }

    public void Dispose()
    {
    }
}
