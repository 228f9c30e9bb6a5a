using System.Runtime.InteropServices;

namespace PacketFlow.Hosting;

/// <summary>
/// Listens for signals while a host stops. The first signal began the stop; one that comes while it lasts says that nobody wants to wait.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _now = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals() => _registrations =
        [Register(PosixSignal.SIGTERM), Register(PosixSignal.SIGINT), Register(PosixSignal.SIGQUIT)];

    /// <summary>Cancelled by the first signal that comes.</summary>
    public CancellationToken Now => _now.Token;

    public void Dispose()
    {
        Array.ForEach(_registrations, static registration => registration.Dispose());
        _now.Dispose();
    }

    // The runtime would end the process at once, with nobody answered.
    private PosixSignalRegistration Register(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        _now.Cancel();
    });
}
