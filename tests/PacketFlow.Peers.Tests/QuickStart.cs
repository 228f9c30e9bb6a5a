[assembly: AssemblyFixture(typeof(PacketFlow.Peers.QuickStart))]

namespace PacketFlow.Peers;

/// <summary>The sample, as its reader starts it. All tests talk to the same one at once, unless they stop it.</summary>
public sealed class QuickStart : RunningProgram
{
    private const string Folder = "samples/QuickStart";

    public QuickStart()
        : base(Folder)
    {
    }

    internal QuickStart(params (string Key, string Value)[] settings)
        : base(Folder, settings)
    {
    }
}
