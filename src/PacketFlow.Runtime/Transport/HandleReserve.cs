using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PacketFlow.Transport;

/// <summary>
/// The file handles that no connection gets. A process that is out of them does not only refuse connections: each new thread needs two for a
/// moment, and where it has none the runtime ends the process. So the doors stop before the last.
/// </summary>
/// <remarks>
/// The system gives out the lowest number that is free, so one number tells how near the limit is. Only Linux says its limit here; elsewhere
/// nothing is kept.
/// </remarks>
internal sealed class HandleReserve
{
    private const string Limits = "/proc/self/limits";
    private const string OpenFiles = "Max open files";
    private const int Most = 32;

    /// <summary>The first number of the reserve.</summary>
    private readonly long _first;
    private volatile bool _isReached;

    /// <summary>Keeps a quarter of what is left now, 32 at the most.</summary>
    public HandleReserve()
        : this(ReadLimit())
    {
    }

    public HandleReserve(long limit) => _first = limit - Math.Clamp((limit - NextNumber()) / 4, 1, Most);

    /// <summary>Remembers a connection that was taken.</summary>
    /// <returns>Whether its handle is one of the reserve.</returns>
    public bool Reaches(SafeHandle taken)
    {
        if (taken.DangerousGetHandle() < _first)
        {
            return false;
        }

        _isReached = true;
        return true;
    }

    /// <summary>Throws what the system would throw at the last handle, until there are some again.</summary>
    /// <exception cref="SocketException">Only the reserve is left.</exception>
    public void ThrowIfOut()
    {
        if (!_isReached)
        {
            return;
        }

        _isReached = NextNumber() >= _first;
        if (_isReached)
        {
            throw new SocketException((int)SocketError.TooManyOpenSockets);
        }
    }

    // No handle at all is the largest number.
    private static long NextNumber()
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        try
        {
            using SafeFileHandle probe = File.OpenHandle("/dev/null");
            return probe.DangerousGetHandle();
        }
        catch (IOException)
        {
            return long.MaxValue;
        }
    }

    // The runtime raises its limit to what it may have before any of our code runs.
    private static long ReadLimit()
    {
        // It is not there where no /proc is mounted.
        string? line = File.Exists(Limits) ? File.ReadLines(Limits).FirstOrDefault(static line => line.StartsWith(OpenFiles, StringComparison.Ordinal)) : null;
        string? soft = line?[OpenFiles.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return long.TryParse(soft, CultureInfo.InvariantCulture, out long limit) ? limit : int.MaxValue;
    }
}
