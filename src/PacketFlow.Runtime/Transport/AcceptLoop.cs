using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using PacketFlow.Observability;

namespace PacketFlow.Transport;

/// <summary>
/// Takes one connection after the other. What cannot be taken for want of a file handle stays where it is: the loop waits a little, longer
/// each time, and looks again; those that are served go on.
/// </summary>
/// <param name="accept">Takes the next connection.</param>
/// <param name="serve">Begins to serve it.</param>
/// <param name="time">The clock of the pauses.</param>
/// <param name="log">Where it is told that no connection is taken, and that they are taken again.</param>
internal sealed class AcceptLoop(Func<CancellationToken, ValueTask<Socket>> accept, Action<Socket> serve, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    // At the limit each connection that ends lets one in, and the next fails again.
    private readonly LogGate _gate = new(time, TimeSpan.FromSeconds(1));

    private TimeSpan _pause;
    private bool _isTold;

    /// <summary>Takes connections until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                serve(await accept(stop).ConfigureAwait(false));
                Succeeded();
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException left) when (left.SocketErrorCode is SocketError.ConnectionAborted or SocketError.ConnectionReset)
            {
                await Task.Yield();
            }
            catch (Exception failure)
            {
                Failed(failure);
                await Task.Delay(_pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Failed(Exception failure)
    {
        if (_pause == TimeSpan.Zero && _gate.TryPass(out long held))
        {
            Log.AcceptFailed(log, new LogText(failure.Message), held);
            _isTold = true;
        }

        _pause = _pause == TimeSpan.Zero ? FirstPause : TimeSpan.FromTicks(Math.Min(2 * _pause.Ticks, LongestPause.Ticks));
    }

    private void Succeeded()
    {
        _pause = TimeSpan.Zero;
        if (_isTold)
        {
            Log.AcceptResumed(log);
            _isTold = false;
        }
    }
}
