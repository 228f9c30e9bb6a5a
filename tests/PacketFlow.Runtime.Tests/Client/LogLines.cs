using Microsoft.Extensions.Logging;

namespace PacketFlow.Client;

/// <summary>A log that keeps the numbers of what is told.</summary>
internal sealed class LogLines : ILoggerFactory, ILogger
{
    public List<int> Events { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (Events)
        {
            Events.Add(eventId.Id);
        }
    }

    public void Dispose()
    {
    }
}
