namespace PacketFlow.Observability;

/// <summary>The numbers of log events, a hundred for each area. A number is never used again for something else.</summary>
internal static class EventIds
{
    // Host: 1000 to 1099
    public const int HostStarted = 1000;
    public const int Listening = 1001;
    public const int HostStopping = 1002;
    public const int HostDrained = 1003;
    public const int DrainCutShort = 1004;

    // Configuration: 1100 to 1199
    public const int InsecureListener = 1100;
    public const int HttpListenIgnored = 1101;
    public const int ErrorDetailIncluded = 1102;

    // Connections: 1200 to 1299
    public const int ConnectionOpened = 1200;
    public const int ConnectionClosed = 1201;
    public const int ConnectionRefused = 1202;
    public const int ProtocolFault = 1203;
    public const int SlowReader = 1204;
    public const int ConnectionFailed = 1205;
    public const int AcceptFailed = 1206;
    public const int AcceptResumed = 1207;
    public const int UnfinishedGivenUp = 1208;
    public const int SlowSender = 1209;

    // Reactor: 1300 to 1399
    public const int HandlerFailed = 1300;
    public const int IgnoresToken = 1301;
    public const int HeldItsThread = 1302;
    public const int QueueFull = 1303;
    public const int NoRoom = 1304;
    public const int HostFailed = 1305;

    // Molecules: 1400 to 1499
    public const int JournalFailed = 1400;
    public const int RunParked = 1401;
    public const int RunDamaged = 1402;
    public const int RunWorkFailed = 1403;
    public const int RunsDropped = 1404;
    public const int RunsRecovered = 1405;
    public const int RunHeld = 1406;
    public const int MoleculeProposed = 1407;
    public const int MoleculeTuned = 1408;
    public const int JournalWarning = 1410;
    public const int LeaseLost = 1411;
    public const int StepFailed = 1412;
    public const int BondFailed = 1413;
    public const int JournalLeft = 1414;
    public const int LeaveFailed = 1415;
    public const int RunsUnknown = 1416;
    public const int StepIgnoresToken = 1417;
    public const int TokenCallbackFailed = 1418;

    // Client: 1500 to 1599
    public const int ClientConnected = 1500;
    public const int ClientLost = 1501;
    public const int ClientReconnected = 1502;
    public const int ClientCannotConnect = 1503;
    public const int ClientFailed = 1504;
}
