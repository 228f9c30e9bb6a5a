namespace PacketFlow;

/// <summary>
/// Bytes that are not the value they should be (<see cref="ErrorCodes.PayloadMismatch"/>), or that exceed a limit
/// (<see cref="ErrorCodes.TooLarge"/>). The message begins with the path: <c>d.input[2]: expected string, got map</c>.
/// </summary>
public sealed class PacketFormatException : PacketFlowException
{
    internal PacketFormatException(string code, string path, long offset, string detail, Exception? innerException = null)
        : base(code, ErrorCategory.Fatal, path.Length == 0 ? detail : $"{path}: {detail}", innerException: innerException)
    {
        Path = path;
        Offset = offset;
    }

    /// <summary>Where in the value it went wrong, as in <c>d.input[2]</c>; empty for the value itself.</summary>
    public string Path { get; }

    /// <summary>The same place as a count of bytes from the beginning.</summary>
    public long Offset { get; }
}
