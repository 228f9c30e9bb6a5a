namespace PacketFlow.Protocol;

/// <summary>Why a WebSocket was closed.</summary>
internal static class WebSocketCloseCode
{
    public const ushort Normal = 1000;
    public const ushort GoingAway = 1001;
    public const ushort ProtocolError = 1002;
    public const ushort InvalidText = 1007;
    public const ushort PolicyViolation = 1008;
    public const ushort TooBig = 1009;

    /// <summary>Whether a peer may send the code: those of the RFC that stand for no missing frame, and the ranges for libraries and applications.</summary>
    public static bool IsAllowed(ushort code) => code is (>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= 3000 and <= 4999);
}
