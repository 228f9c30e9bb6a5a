using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PacketFlow.Reactor;

/// <summary>A log that keeps what is told, and lets a test wait for it.</summary>
internal sealed class ToldLines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(int Event, string Text)> _lines = [];
    private readonly SemaphoreSlim _more = new(0);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _lines.Enqueue((eventId.Id, formatter(state, exception)));
        _more.Release();
    }

    /// <summary>What was told so far under a number.</summary>
    public string[] Of(int number) => [.. _lines.Where(line => line.Event == number).Select(static line => line.Text)];

    /// <summary>The first line under a number, once it is told.</summary>
    public async Task<string> FirstAsync(int number)
    {
        while (true)
        {
            if (Of(number) is [string first, ..])
            {
                return first;
            }

            (await _more.WaitAsync(Transport.TcpPeer.Patience)).ShouldBeTrue();
        }
    }

    public void Dispose() => _more.Dispose();
}
