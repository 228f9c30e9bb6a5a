namespace PacketFlow.Testing;

/// <summary>The Python that runs the Python programs among the tests.</summary>
internal static class Python
{
    /// <summary>Debian's own, which has Debian's msgpack, whatever else is called python3.</summary>
    public static string Program => File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
}
