using Npgsql;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.PostgreSql;

/// <summary>Hears the calls of other hosts. Calls are lost while it has no connection, so each new connection counts as one.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _closing = new();
    private readonly Server _server;
    private readonly Action<JournalCall> _called;
    private readonly Task _end;

    public Listener(Server server, Action<JournalCall> called)
    {
        (_server, _called) = (server, called);
        _end = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _end.ConfigureAwait(false);
        _closing.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                await ListenAsync().ConfigureAwait(false);
            }
            catch (Exception lost) when (lost is NpgsqlException or IOException or TimeoutException or OperationCanceledException or ObjectDisposedException)
            {
                // Whoever beats and writes meets the same and says it; here it is enough to come again.
                await Task.Delay(Pause, TimeProvider.System, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync()
    {
        NpgsqlConnection connection = await _server.ConnectAsync(_closing.Token).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            using (var listen = new NpgsqlCommand("LISTEN packetflow", connection))
            {
                await listen.ExecuteNonQueryAsync(_closing.Token).ConfigureAwait(false);
            }

            connection.Notification += (_, notice) => _called(notice.Payload switch
            {
                "end" or "answer" => JournalCall.Ends,
                "message" => JournalCall.Messages,

                // Messages for what is taken over come with it.
                "orphan" => JournalCall.Orphans | JournalCall.Messages,
                _ => JournalCall.All,
            });
            _called(JournalCall.All);
            while (true)
            {
                await connection.WaitAsync(_closing.Token).ConfigureAwait(false);
            }
        }
    }
}
