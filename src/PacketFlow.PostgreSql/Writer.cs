using System.Threading.Channels;
using Npgsql;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.PostgreSql;

/// <summary>
/// The one who writes. It takes all that waits, commits it with one statement and then answers: while one commit is at the server the next
/// group gathers, so that many runs share the cost of a commit.
/// </summary>
internal sealed class Writer : IAsyncDisposable
{
    private const int LargestGroup = 4096;
    private const int MostBytes = 8 << 20;

    // Whoever brings a batch while nothing waits sends it himself: to wake another thread for that costs as much as the server takes.
    private readonly Channel<PendingBatch> _waiting =
        Channel.CreateUnbounded<PendingBatch>(new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = true });

    private readonly CancellationTokenSource _closing = new();
    private readonly Server _server;
    private readonly Task _end;
    private NpgsqlConnection? _connection;

    public Writer(Server server)
    {
        _server = server;
        _end = Task.Run(RunAsync);
    }

    public Task<AppendOutcome> AppendAsync(RunBatch batch)
    {
        var pending = new PendingBatch(batch);
        return _waiting.Writer.TryWrite(pending) ? pending.Outcome : throw new JournalException($"{_server.Name} is closed.");
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _closing.CancelAsync().ConfigureAwait(false);
        await _end.ConfigureAwait(false);
        await DisconnectAsync().ConfigureAwait(false);
        _closing.Dispose();
    }

    private async Task RunAsync()
    {
        var group = new List<PendingBatch>();
        var runs = new HashSet<string>(StringComparer.Ordinal);
        int before = 0;
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            if (before > 1)
            {
                // Where many are at work, whoever brought one has more to do than to send it.
                await Task.Yield();
            }

            Gather(group, runs);
            before = group.Count;
            await CommitAsync(group).ConfigureAwait(false);
            group.Clear();
            runs.Clear();
        }
    }

    // A statement sees the table as it was before it: two batches of one run need two.
    private void Gather(List<PendingBatch> group, HashSet<string> runs)
    {
        int bytes = 0;
        while (group.Count < LargestGroup && bytes < MostBytes && _waiting.Reader.TryPeek(out PendingBatch? next) && runs.Add(next.Id))
        {
            _waiting.Reader.TryRead(out _);
            group.Add(next);
            bytes += next.Size;
        }
    }

    private async Task CommitAsync(List<PendingBatch> group)
    {
        for (int failures = 0; group.Count > 0; failures++)
        {
            try
            {
                _connection ??= await _server.ConnectWriterAsync(_closing.Token).ConfigureAwait(false);
                await WriteAsync(group).ConfigureAwait(false);
                return;
            }
            catch (PostgresException refusal) when (!Server.IsLoss(refusal))
            {
                await RefuseAsync(group, refusal).ConfigureAwait(false);
                return;
            }
            catch (Exception lost) when (Server.IsLoss(lost) || lost is InvalidOperationException or OperationCanceledException)
            {
                await DisconnectAsync().ConfigureAwait(false);
                await KeepUncertainAsync(group, lost, failures).ConfigureAwait(false);
            }
            catch (Exception fault)
            {
                await DisconnectAsync().ConfigureAwait(false);
                group.ForEach(pending => pending.Fail(new JournalException($"{_server.Name} cannot be written: {fault.Message}", fault)));
                return;
            }
        }
    }

    private async Task WriteAsync(List<PendingBatch> group)
    {
        List<PendingBatch> uncertain = group.FindAll(static pending => pending.IsUncertain);
        if (uncertain.Count > 0)
        {
            await TakeWrittenAsync(uncertain, group).ConfigureAwait(false);
        }

        // From here on nobody knows what the server has done, until it says so.
        group.ForEach(static pending => pending.IsUncertain = true);
        try
        {
            await Statements.AppendAsync(_connection!, group, _closing.Token).ConfigureAwait(false);
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation && group.Count == 1)
        {
            // There is such a batch: this one, or another's.
        }

        List<PendingBatch> refused = group.FindAll(static pending => !pending.IsDone);
        if (refused.Count > 0)
        {
            // A statement whose connection was lost may have come in just before this one.
            await TakeWrittenAsync(refused, group).ConfigureAwait(false);
            group.ForEach(static pending => pending.End(AppendOutcome.Fenced));
        }
    }

    private async Task TakeWrittenAsync(List<PendingBatch> asked, List<PendingBatch> group)
    {
        await Statements.FindWrittenAsync(_connection!, asked, _closing.Token).ConfigureAwait(false);
        group.RemoveAll(static pending => pending.IsDone);
    }

    // The server has said no: nothing of the group was written. One that it can never take must not keep the others out.
    private async Task RefuseAsync(List<PendingBatch> group, PostgresException refusal)
    {
        group.ForEach(static pending => pending.IsUncertain = false);
        if (group.Count > 1 && (refusal.SqlState == PostgresErrorCodes.UniqueViolation || refusal.SqlState.StartsWith("22", StringComparison.Ordinal)))
        {
            foreach (PendingBatch one in group)
            {
                await CommitAsync([one]).ConfigureAwait(false);
            }

            return;
        }

        // Perhaps it is no primary any more: the next connection may find the one that is.
        await DisconnectAsync().ConfigureAwait(false);
        var failure = new JournalException(
            refusal.SqlState == PostgresErrorCodes.DiskFull
                ? $"{_server.Name}: the server's disk is full. Free space; what waits is written then."
                : $"{_server.Name} cannot be written: {refusal.MessageText}",
            refusal);
        group.ForEach(pending => pending.Fail(failure));
    }

    // What certainly was not written goes back to whoever asked; for the rest there is nothing but to wait for the server and look.
    private async Task KeepUncertainAsync(List<PendingBatch> group, Exception lost, int failures)
    {
        bool isClosing = _closing.IsCancellationRequested;
        var failure = new JournalException($"{_server.Name} cannot be written: {lost.Message}", lost);
        foreach (PendingBatch one in group.Where(one => isClosing || !one.IsUncertain))
        {
            one.Fail(failure);
        }

        group.RemoveAll(one => isClosing || !one.IsUncertain);
        if (group.Count > 0 && failures > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(2000, 50 << Math.Min(failures, 6))), TimeProvider.System, _closing.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task DisconnectAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }
}
