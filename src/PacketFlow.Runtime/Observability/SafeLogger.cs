using Microsoft.Extensions.Logging;

namespace PacketFlow.Observability;

/// <summary>
/// A log for places where nothing may be thrown: a provider that cannot write, or an exception that cannot tell what it is, must not end the
/// thread that tells of it. The other providers have written by then, and there is nobody to tell.
/// </summary>
/// <param name="log">The host's.</param>
internal sealed class SafeLogger(ILogger log) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => log.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return log.IsEnabled(logLevel);
        }
        catch (Exception)
        {
            // Other providers may want the line.
            return true;
        }
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            log.Log(logLevel, eventId, state, exception, formatter);
        }
        catch (Exception)
        {
            // See above.
        }
    }
}
