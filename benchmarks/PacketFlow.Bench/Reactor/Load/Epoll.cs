using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace PacketFlow.Bench;

/// <summary>
/// Linux's epoll. A select over a thousand sockets costs the load generator more than the requests do, and asynchronous sockets share
/// one thread that cannot be told from the measured one's.
/// </summary>
internal sealed partial class Epoll : IDisposable
{
    private const int Add = 1;
    private const int Readable = 1;

    private readonly int _descriptor = Create(0);
    private readonly Event[] _events = new Event[256];

    public void Watch(Socket socket, int index)
    {
        var wanted = new Event { Events = Readable, Data = (ulong)index };
        if (Control(_descriptor, Add, (int)socket.Handle, ref wanted) != 0)
        {
            throw new InvalidOperationException($"epoll_ctl failed: {Marshal.GetLastPInvokeError()}");
        }
    }

    /// <summary>Waits for sockets that have something to read and returns their number.</summary>
    public int Wait(TimeSpan timeout)
    {
        int ready = Wait(_descriptor, _events, _events.Length, (int)timeout.TotalMilliseconds);
        return ready > 0 ? ready : throw new TimeoutException("No server answers any more.");
    }

    public int this[int position] => (int)_events[position].Data;

    public void Dispose() => _ = Close(_descriptor);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int Control(int epoll, int operation, int descriptor, ref Event wanted);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int Wait(int epoll, [Out] Event[] events, int count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    // Packed as the kernel has it on x64.
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private struct Event
    {
        public uint Events;
        public ulong Data;
    }
}
