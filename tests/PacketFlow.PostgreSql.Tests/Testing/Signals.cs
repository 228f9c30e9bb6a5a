using System.Runtime.InteropServices;

namespace PacketFlow.PostgreSql;

/// <summary>Sends signals to processes that the tests started.</summary>
internal static partial class Signals
{
    public static void Send(int process, int signal) => Kill(process, signal).ShouldBe(0);

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
