using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PacketFlow.Sqlite;

/// <summary>The file that a connection has open.</summary>
internal static class OpenFile
{
    private const int HasMoved = 20;

    /// <summary>
    /// Whether the path that it was opened by leads elsewhere or nowhere. SQLite asks the system for the file's number, which takes a few
    /// microseconds; on Windows, where nobody can delete or move what is open, it answers nothing.
    /// </summary>
    public static bool IsGone(SqliteConnection connection)
    {
        int isGone = 0;
        return Control(connection.Handle!, 0, HasMoved, ref isGone) == raw.SQLITE_OK && isGone != 0;
    }

    // The binding has no name for it. Without a name of its own the database is the connection's first.
    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int Control(sqlite3 connection, nint database, int what, ref int answer);
}
